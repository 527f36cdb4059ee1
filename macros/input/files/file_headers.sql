{#- The column names that each file of a path or glob declares: a list of {name, columns}. -#}
{% macro file_headers(path, delimiter=none) %}
    {%- do return(adapter.dispatch('file_headers', 'omnichannel_rfm')(
        path, delimiter or omnichannel_rfm.setting('csv_delimiter')
    )) -%}
{% endmacro %}

{% macro default__file_headers(path, delimiter) %}
    {%- do omnichannel_rfm.read_files(path, []) -%}
{% endmacro %}

{% macro duckdb__file_headers(path, delimiter) %}
    {%- set listing = run_query(
        "select file from glob(" ~ omnichannel_rfm.text_literal(path) ~ ") order by file"
    ) -%}
    {%- set headers = [] -%}
    {%- for row in listing -%}
        {%- set file = omnichannel_rfm.text_literal(row[0]) -%}
        {%- if omnichannel_rfm.is_parquet(path) -%}
            {#- Its schema, depth first: what is inside of a list or a struct is no column. -#}
            {%- set elements = run_query(
                "select name, coalesce(num_children, 0) from parquet_schema(" ~ file ~ ")"
            ).rows[1:] -%}
            {%- set columns = [] -%}
            {%- set inner = namespace(elements=0) -%}
            {%- for element in elements -%}
                {%- if inner.elements == 0 -%}
                    {%- do columns.append(element[0]) -%}
                {%- endif -%}
                {%- set inner.elements = [inner.elements - 1, 0] | max + element[1] | int -%}
            {%- endfor -%}
        {%- else -%}
            {#- The first line as it is: a guess at the rest could fail on a bad row far below, and
                DuckDB would rename columns that occur twice. No header holds the character 1. -#}
            {%- set lines = run_query(
                "select line from read_csv(" ~ file ~ ", columns = {'line': 'varchar'},"
                ~ " header = false, auto_detect = false, delim = chr(1), quote = '', escape = '',"
                ~ " strict_mode = false, ignore_errors = true) limit 1"
            ) -%}
            {%- set columns = omnichannel_rfm.header_names(
                lines.rows[0][0] | string if lines.rows else '', delimiter
            ) -%}
        {%- endif -%}
        {%- do headers.append({'name': row[0], 'columns': columns}) -%}
    {%- endfor -%}
    {%- do return(headers) -%}
{% endmacro %}
