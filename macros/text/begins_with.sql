{#- Whether a text begins with another. -#}
{% macro begins_with(expression, beginning) %}
    {%- do return(adapter.dispatch('begins_with', 'omnichannel_rfm')(expression, beginning)) -%}
{% endmacro %}

{% macro default__begins_with(expression, beginning) -%}
    substr({{ expression }}, 1, length({{ beginning }})) = {{ beginning }}
{%- endmacro %}

{% macro duckdb__begins_with(expression, beginning) -%}
    starts_with({{ expression }}, {{ beginning }})
{%- endmacro %}

{% macro spark__begins_with(expression, beginning) -%}
    startswith({{ expression }}, {{ beginning }})
{%- endmacro %}
