{#- The rows of CSV or Parquet files as text, for the `from` clause. -#}
{% macro read_files(path) %}
    {%- do return(adapter.dispatch('read_files', 'omnichannel_rfm')(path)) -%}
{% endmacro %}

{% macro default__read_files(path) %}
    {{ exceptions.raise_compiler_error(
        "customers_file is read by DuckDB, and the target is " ~ target.type
        ~ ": load the file into a table and give its name in customers_table."
    ) }}
{% endmacro %}

{% macro duckdb__read_files(path) %}
    {%- set quoted_path = omnichannel_rfm.text_literal(path) -%}
    {%- if omnichannel_rfm.is_parquet(path) -%}
        {%- do return("read_parquet(" ~ quoted_path ~ ", union_by_name = true)") -%}
    {%- endif -%}
    {%- do return(
        "read_csv(" ~ quoted_path ~ ", header = true, all_varchar = true, delim = "
        ~ omnichannel_rfm.text_literal(omnichannel_rfm.setting('csv_delimiter'))
        ~ ", quote = '\"', escape = '\"', union_by_name = true)"
    ) -%}
{% endmacro %}
