{#- The columns of a Parquet file: what is inside of a list or a struct is none. -#}
{% macro parquet_columns(file) %}
    {#- The schema comes depth first, below its root, each element with the number of those inside. -#}
    {%- set elements = run_query(
        "select name, coalesce(num_children, 0) from parquet_schema("
        ~ omnichannel_rfm.text_literal(file) ~ ")"
    ).rows[1:] -%}
    {%- set columns = [] -%}
    {%- set inner = namespace(elements=0) -%}
    {%- for element in elements -%}
        {%- if inner.elements == 0 -%}
            {%- do columns.append(element[0]) -%}
        {%- endif -%}
        {%- set inner.elements = [inner.elements - 1, 0] | max + element[1] | int -%}
    {%- endfor -%}
    {%- do return(columns) -%}
{% endmacro %}
