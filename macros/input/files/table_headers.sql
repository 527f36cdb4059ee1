{#- The columns of a table, as file_headers gives those of files: one {name, columns}, or none where
    the table does not exist. -#}
{% macro table_headers(relation, name) %}
    {%- if not load_relation(relation) -%}
        {%- do return([]) -%}
    {%- endif -%}
    {%- do return([{
        'name': name,
        'columns': dbt.get_columns_in_query(
            'select * from ' ~ omnichannel_rfm.quoted_relation(relation)
        )
    }]) -%}
{% endmacro %}
