{#- The relation that a dotted name ("database.schema.table", fewer parts allowed) stands for. -#}
{% macro table_from_name(name, var_name='customers_table') %}
    {%- set parts = name.split('.') | map('trim') | list -%}
    {%- if parts | length > 3 or '' in parts -%}
        {{ exceptions.raise_compiler_error(
            "The var " ~ var_name ~ " is '" ~ name
            ~ "': write it as database.schema.table, schema.table or table."
        ) }}
    {%- endif -%}
    {%- do return(api.Relation.create(
        database=parts[-3] if parts | length == 3 else (target.get('database') or none),
        schema=parts[-2] if parts | length >= 2 else target.schema,
        identifier=parts[-1]
    )) -%}
{% endmacro %}
