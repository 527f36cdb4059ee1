{#- The column names that each file of a path or glob declares: a list of {name, columns}. -#}
{% macro file_headers(path, options=none) %}
    {%- do return(adapter.dispatch('file_headers', 'omnichannel_rfm')(
        path, options or omnichannel_rfm.file_options()
    )) -%}
{% endmacro %}

{% macro default__file_headers(path, options) %}
    {%- do omnichannel_rfm.read_files(path, []) -%}
{% endmacro %}

{% macro duckdb__file_headers(path, options) %}
    {%- set format = omnichannel_rfm.file_format(path, options.delimiter) -%}
    {%- set headers = [] -%}
    {%- for row in run_query(
        "select file from glob("
        ~ omnichannel_rfm.text_literal(omnichannel_rfm.readable_path(path)) ~ ") order by file"
    ) -%}
        {%- do headers.append({
            'name': row[0],
            'columns': omnichannel_rfm.parquet_columns(row[0]) if format == 'parquet'
                else omnichannel_rfm.text_columns(row[0], options)
        }) -%}
    {%- endfor -%}
    {%- do return(headers) -%}
{% endmacro %}
