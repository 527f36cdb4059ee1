{#- The rows of text files whose values stand apart by any number of blanks or tabs, for `from`. -#}
{% macro read_blank_separated(files, names, options, file_column=none) %}
    {%- set columns = [] -%}
    {%- for name in names -%}
        {%- do columns.append(
            "line_values[" ~ loop.index ~ "] as " ~ omnichannel_rfm.quoted_name(name)
        ) -%}
    {%- endfor -%}
    {%- if file_column -%}
        {%- do columns.append('filename as ' ~ file_column) -%}
    {%- endif -%}
    {%- set trimmed = "trim(line, ' ' || chr(9) || chr(13))" -%}
    {#- No line holds the character 1, so that a line comes whole. -#}
    {%- do return(
        "(select " ~ (columns | join(', ')) ~ " from (select case when len(found) = "
        ~ (names | length) ~ " then found else error(filename || ': a line has ' || len(found)"
        ~ " || ' values instead of " ~ (names | length) ~ ": ' || line) end as line_values, filename"
        ~ " from (select filename, line, regexp_split_to_array(" ~ trimmed ~ ", '[ \t]+') as found"
        ~ " from read_csv(" ~ files ~ ", columns = {'line': 'varchar'},"
        ~ " filename = true, header = " ~ (options.has_header | string | lower) ~ ", auto_detect = false,"
        ~ " delim = chr(1), quote = '', escape = '', strict_mode = false, skip = "
        ~ options.skip_lines ~ ") where " ~ trimmed
        ~ " <> ''))) as files"
    ) -%}
{% endmacro %}
