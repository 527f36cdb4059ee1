{#- The column names that each file of a path or glob declares: a list of {name, columns}. -#}
{% macro file_headers(path) %}
    {%- do return(adapter.dispatch('file_headers', 'omnichannel_rfm')(path)) -%}
{% endmacro %}

{% macro default__file_headers(path) %}
    {%- do omnichannel_rfm.read_files(path) -%}
{% endmacro %}

{% macro duckdb__file_headers(path) %}
    {%- set listing = run_query(
        "select file from glob(" ~ omnichannel_rfm.text_literal(path) ~ ") order by file"
    ) -%}
    {%- set headers = [] -%}
    {%- for row in listing -%}
        {%- set file = omnichannel_rfm.text_literal(row[0]) -%}
        {%- if omnichannel_rfm.is_parquet(path) -%}
            {%- set names = run_query("select name from parquet_schema(" ~ file ~ ") where type is not null") -%}
            {%- set columns = names.columns[0].values() | list -%}
        {%- else -%}
            {#- The header is read as data: as a header, DuckDB would rename doubled columns. -#}
            {%- set first_line = run_query(
                "select * from read_csv(" ~ file ~ ", header = false, all_varchar = true, delim = "
                ~ omnichannel_rfm.text_literal(omnichannel_rfm.setting('csv_delimiter'))
                ~ ", quote = '\"', escape = '\"', strict_mode = false, null_padding = true, parallel = false) limit 1"
            ) -%}
            {%- set columns = first_line.rows[0].values() | list if first_line.rows else [] -%}
        {%- endif -%}
        {%- do headers.append({'name': row[0], 'columns': columns | map('string') | list}) -%}
    {%- endfor -%}
    {%- do return(headers) -%}
{% endmacro %}
