{#- The version in dbt_project.yml, which dbt does not hand to SQL. -#}
{% macro project_version() %}
    {%- do return('0.1.0') -%}
{% endmacro %}
