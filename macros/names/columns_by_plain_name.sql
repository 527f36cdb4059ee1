{#- Columns by their plain name: {plain name: [columns that are called so]}. -#}
{% macro columns_by_plain_name(columns) %}
    {%- set columns_by_name = {} -%}
    {%- for column in columns -%}
        {%- set name = omnichannel_rfm.plain_column_name(column) -%}
        {%- do columns_by_name.setdefault(name, []).append(column) -%}
    {%- endfor -%}
    {%- do return(columns_by_name) -%}
{% endmacro %}
