{#- Schemas are called as configured (marts, not main_marts); the target's own where none is set. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
