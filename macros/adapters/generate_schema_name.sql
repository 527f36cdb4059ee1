{#- Schemas are called as configured (marts, not main_marts); the target's own where none is set. By this
    name it holds in this project alone: a project that installs it names schemas its own way. -#}
{% macro default__generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
