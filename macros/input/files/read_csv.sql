{#- The rows of CSV files of the same columns as text, for `from`. Columns are declared and not guessed:
    a line that does not fit is named with its number. -#}
{% macro read_csv(files, names, delimiter, has_header) %}
    {%- set columns = [] -%}
    {%- for name in names -%}
        {%- do columns.append(omnichannel_rfm.text_literal(name) ~ ": 'varchar'") -%}
    {%- endfor -%}
    {%- do return(
        "read_csv(" ~ files ~ ", columns = {" ~ columns | join(', ')
        ~ "}, header = " ~ (has_header | string | lower) ~ ", auto_detect = false, delim = "
        ~ omnichannel_rfm.text_literal(delimiter) ~ ", quote = '\"', escape = '\"')"
    ) -%}
{% endmacro %}
