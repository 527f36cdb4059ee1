{#- The column names that each file of a path or glob declares, and how it is written: a list of
    {name, columns, options}. -#}
{% macro file_headers(path, options=none) %}
    {%- do return(adapter.dispatch('file_headers', 'omnichannel_rfm')(
        path, options or omnichannel_rfm.file_options()
    )) -%}
{% endmacro %}

{% macro default__file_headers(path, options) %}
    {%- do omnichannel_rfm.read_files(path, []) -%}
{% endmacro %}

{% macro duckdb__file_headers(path, options) %}
    {%- set headers = [] -%}
    {%- for row in run_query(
        "select file from glob("
        ~ omnichannel_rfm.text_literal(omnichannel_rfm.readable_path(path, options)) ~ ") order by file"
    ) -%}
        {%- if omnichannel_rfm.file_format(path, options.delimiter) == 'parquet' -%}
            {%- set columns = omnichannel_rfm.parquet_columns(row[0]) -%}
            {%- set delimiter = none -%}
        {%- else -%}
            {%- set line = omnichannel_rfm.first_line(row[0], options) -%}
            {%- set delimiter = options.delimiter or omnichannel_rfm.header_delimiter(line) -%}
            {%- set columns = omnichannel_rfm.header_names(line, delimiter, options.quote) -%}
        {%- endif -%}
        {%- set written = {} -%}
        {%- do written.update(options) -%}
        {%- do written.update({'delimiter': delimiter}) -%}
        {%- do headers.append({'name': row[0], 'columns': columns, 'options': written}) -%}
    {%- endfor -%}
    {%- do return(headers) -%}
{% endmacro %}
