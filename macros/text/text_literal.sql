{#- A value as an SQL text literal. -#}
{% macro text_literal(value) %}
    {%- do return(adapter.dispatch('text_literal', 'omnichannel_rfm')(value)) -%}
{% endmacro %}

{% macro default__text_literal(value) %}
    {%- do return("'" ~ (value | string | replace("'", "''")) ~ "'") -%}
{% endmacro %}

{#- Spark reads a doubled quote as two literals that it joins. -#}
{% macro spark__text_literal(value) %}
    {%- do return(
        "'" ~ (value | string | replace("\\", "\\\\") | replace("'", "\\'")) ~ "'"
    ) -%}
{% endmacro %}
