{#- The rows of CSV or Parquet files as text, for the `from` clause; `headers` by file_headers. -#}
{% macro read_files(path, headers, delimiter=none, has_header=true) %}
    {%- do return(adapter.dispatch('read_files', 'omnichannel_rfm')(
        path, headers, delimiter or omnichannel_rfm.setting('csv_delimiter'), has_header
    )) -%}
{% endmacro %}

{% macro default__read_files(path, headers, delimiter, has_header) %}
    {{ exceptions.raise_compiler_error(
        "Files are read by DuckDB, and the target is " ~ target.type
        ~ ": load the file into a table of text columns and give its name in customers_table or"
        ~ " orders_table."
        ~ (" For PostgreSQL: python3 run.py load-postgres FILE" if target.type == 'postgres' else '')
    ) }}
{% endmacro %}

{% macro duckdb__read_files(path, headers, delimiter, has_header) %}
    {%- set is_parquet = omnichannel_rfm.is_parquet(path) -%}
    {%- if delimiter == ' ' and not is_parquet -%}
        {%- do return(omnichannel_rfm.read_blank_separated(headers, has_header)) -%}
    {%- endif -%}

    {#- Declared columns instead of guessed ones: a row that does not fit is named with its line,
        and DuckDB makes up no name. -#}
    {%- set files_by_columns = {} -%}
    {%- for header in headers -%}
        {%- set columns = [] -%}
        {%- for name in omnichannel_rfm.unique_names(header.columns) -%}
            {%- do columns.append(
                omnichannel_rfm.quoted_name(name) if is_parquet
                else omnichannel_rfm.text_literal(name) ~ ": 'varchar'"
            ) -%}
        {%- endfor -%}
        {%- do files_by_columns.setdefault(columns | join(', '), []).append(
            omnichannel_rfm.text_literal(header.name)
        ) -%}
    {%- endfor -%}
    {%- set readers = [] -%}
    {%- for columns, files in files_by_columns.items() -%}
        {%- do readers.append(
            "read_parquet([" ~ files | join(', ') ~ "], union_by_name = true) as files ("
            ~ columns ~ ")" if is_parquet
            else "read_csv([" ~ files | join(', ') ~ "], columns = {" ~ columns ~ "}, header = "
            ~ (has_header | string | lower) ~ ","
            ~ " auto_detect = false, delim = "
            ~ omnichannel_rfm.text_literal(delimiter)
            ~ ", quote = '\"', escape = '\"')"
        ) -%}
    {%- endfor -%}
    {%- if readers | length == 1 -%}
        {%- do return(readers[0]) -%}
    {%- endif -%}
    {%- do return("(from " ~ readers | join(" union all by name from ") ~ ") as files") -%}
{% endmacro %}
