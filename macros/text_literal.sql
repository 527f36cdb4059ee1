{#- A value as an SQL text literal. -#}
{% macro text_literal(value) %}
    {%- do return("'" ~ (value | string | replace("'", "''")) ~ "'") -%}
{% endmacro %}
