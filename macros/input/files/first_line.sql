{#- The line of a text file that names the columns, as it is: a guess at the rest could fail on a bad row
    far below, and DuckDB would rename columns that occur twice. -#}
{% macro first_line(file, options) %}
    {#- No header holds the character 1. -#}
    {%- set lines = run_query(
        "select line from read_csv(" ~ omnichannel_rfm.text_literal(file)
        ~ ", columns = {'line': 'varchar'}, header = false, auto_detect = false, delim = chr(1),"
        ~ " quote = '', escape = '', strict_mode = false, ignore_errors = true, skip = "
        ~ options.skip_lines ~ ") limit 1"
    ).rows -%}
    {%- do return(lines[0][0] | string if lines else '') -%}
{% endmacro %}
