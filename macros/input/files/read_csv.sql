{#- The rows of CSV files of the same columns as text, for `from`. Columns are declared and not guessed:
    a line that does not fit is named with its number. -#}
{% macro read_csv(files, names, options, file_column=none) %}
    {%- set columns = [] -%}
    {%- for name in names -%}
        {%- do columns.append(omnichannel_rfm.text_literal(name) ~ ": 'varchar'") -%}
    {%- endfor -%}
    {%- do return(
        "read_csv(" ~ files ~ ", columns = {" ~ columns | join(', ')
        ~ "}, header = " ~ (options.has_header | string | lower) ~ ", auto_detect = false, delim = "
        ~ omnichannel_rfm.text_literal(options.delimiter)
        ~ ", quote = " ~ omnichannel_rfm.text_literal(options.quote)
        ~ ", escape = " ~ omnichannel_rfm.text_literal(options.escape)
        ~ ", skip = " ~ options.skip_lines
        ~ (", filename = '" ~ file_column ~ "'" if file_column else "") ~ ")"
    ) -%}
{% endmacro %}
