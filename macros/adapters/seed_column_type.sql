{#- The type of a seed's column by its name in _seeds.yml, as Spark calls it. -#}
{% macro seed_column_type(name) %}
    {%- do return(dbt.type_string() if name == 'varchar' else name) -%}
{% endmacro %}
