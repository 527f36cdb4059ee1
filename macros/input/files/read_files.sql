{#- The rows of files, of text files as text, for the `from` clause; `headers` by file_headers. -#}
{% macro read_files(path, headers, file_column=none) %}
    {%- do return(adapter.dispatch('read_files', 'omnichannel_rfm')(path, headers, file_column)) -%}
{% endmacro %}

{% macro default__read_files(path, headers, file_column) %}
    {{ exceptions.raise_compiler_error(
        "Files are read by DuckDB, and the target is " ~ target.type ~ ": load " ~ path
        ~ " into a table of text columns and give its name in the var that ends in _table, such as"
        ~ " customers_table or orders_table."
        ~ (" For PostgreSQL: python3 run.py load-postgres FILE" if target.type == 'postgres' else '')
    ) }}
{% endmacro %}

{% macro duckdb__read_files(path, headers, file_column) %}
    {%- set files_by_layout = {} -%}
    {%- for header in headers -%}
        {%- do files_by_layout.setdefault(
            tojson([omnichannel_rfm.unique_names(header.columns), header.options]), []
        ).append(omnichannel_rfm.text_literal(header.name)) -%}
    {%- endfor -%}
    {%- set readers = [] -%}
    {%- for layout, file_literals in files_by_layout.items() -%}
        {%- set names = fromjson(layout)[0] -%}
        {%- set options = fromjson(layout)[1] -%}
        {%- set files = '[' ~ file_literals | join(', ') ~ ']' -%}
        {%- set format = omnichannel_rfm.file_format(path, options.delimiter) -%}
        {%- if format == 'parquet' -%}
            {%- do readers.append(omnichannel_rfm.read_parquet(files, names, file_column)) -%}
        {%- elif format == 'blank_separated' -%}
            {%- do readers.append(
                omnichannel_rfm.read_blank_separated(files, names, options, file_column)
            ) -%}
        {%- else -%}
            {%- do readers.append(omnichannel_rfm.read_csv(files, names, options, file_column)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if readers | length == 1 -%}
        {%- do return(readers[0]) -%}
    {%- endif -%}
    {%- do return("(from " ~ readers | join(" union all by name from ") ~ ") as files") -%}
{% endmacro %}
