{#- The shop's own naming of schemas, which holds for the package's models too. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ target.schema ~ ('__' ~ custom_schema_name if custom_schema_name else '') }}
{%- endmacro %}
