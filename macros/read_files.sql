{#- The rows of CSV or Parquet files as text, for the `from` clause; `headers` by file_headers. -#}
{% macro read_files(path, headers) %}
    {%- do return(adapter.dispatch('read_files', 'omnichannel_rfm')(path, headers)) -%}
{% endmacro %}

{% macro default__read_files(path, headers) %}
    {{ exceptions.raise_compiler_error(
        "customers_file is read by DuckDB, and the target is " ~ target.type
        ~ ": load the file into a table of text columns and give its name in customers_table."
        ~ (" For PostgreSQL: python3 run.py load-postgres FILE" if target.type == 'postgres' else '')
    ) }}
{% endmacro %}

{% macro duckdb__read_files(path, headers) %}
    {%- if omnichannel_rfm.is_parquet(path) -%}
        {%- do return(
            "read_parquet(" ~ omnichannel_rfm.text_literal(path) ~ ", union_by_name = true)"
        ) -%}
    {%- endif -%}

    {#- Declared columns instead of guessed ones: a row that does not fit is named with its line. -#}
    {%- set files_by_columns = {} -%}
    {%- for header in headers -%}
        {%- set columns = [] -%}
        {%- set seen = [] -%}
        {%- for column in header.columns -%}
            {%- set unique = column if column and column | lower not in seen
                else column ~ '_' ~ loop.index -%}
            {%- do seen.append(unique | lower) -%}
            {%- do columns.append(omnichannel_rfm.text_literal(unique) ~ ": 'varchar'") -%}
        {%- endfor -%}
        {%- do files_by_columns.setdefault(columns | join(', '), []).append(
            omnichannel_rfm.text_literal(header.name)
        ) -%}
    {%- endfor -%}
    {%- set readers = [] -%}
    {%- for columns, files in files_by_columns.items() -%}
        {%- do readers.append(
            "read_csv([" ~ files | join(', ') ~ "], columns = {" ~ columns ~ "}, header = true,"
            ~ " auto_detect = false, delim = "
            ~ omnichannel_rfm.text_literal(omnichannel_rfm.setting('csv_delimiter'))
            ~ ", quote = '\"', escape = '\"')"
        ) -%}
    {%- endfor -%}
    {%- if readers | length == 1 -%}
        {%- do return(readers[0]) -%}
    {%- endif -%}
    {%- do return("(from " ~ readers | join(" union all by name from ") ~ ") as files") -%}
{% endmacro %}
