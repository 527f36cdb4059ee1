{#- A number with decimal places as an exact literal, never a float. -#}
{% macro decimal_literal(digits) %}
    {%- do return(adapter.dispatch('decimal_literal', 'omnichannel_rfm')(digits)) -%}
{% endmacro %}

{% macro default__decimal_literal(digits) -%}
    {{ digits }}
{%- endmacro %}

{#- 0.01 would be a float there. -#}
{% macro bigquery__decimal_literal(digits) -%}
    numeric '{{ digits }}'
{%- endmacro %}
