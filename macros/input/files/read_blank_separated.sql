{#- The rows of text files whose values stand apart by any number of blanks or tabs, for `from`. -#}
{% macro read_blank_separated(headers, has_header) %}
    {%- set readers = [] -%}
    {%- for header in headers -%}
        {%- set file = omnichannel_rfm.text_literal(header.name) -%}
        {%- set columns = [] -%}
        {%- for name in omnichannel_rfm.unique_names(header.columns) -%}
            {%- do columns.append(
                "line_values[" ~ loop.index ~ "] as " ~ omnichannel_rfm.quoted_name(name)
            ) -%}
        {%- endfor -%}
        {#- No line holds the character 1, so that a line comes whole. -#}
        {%- do readers.append(
            "select " ~ (columns | join(', ')) ~ " from (select case when len(found) = "
            ~ (columns | length) ~ " then found else error(" ~ file
            ~ " || ': a line has ' || len(found) || ' values instead of " ~ (columns | length)
            ~ ": ' || line) end as line_values from (select line,"
            ~ " regexp_split_to_array(trim(line, ' ' || chr(9) || chr(13)), '[ \t]+') as found"
            ~ " from read_csv(" ~ file ~ ", columns = {'line': 'varchar'}, header = "
            ~ (has_header | string | lower) ~ ", auto_detect = false, delim = chr(1), quote = '',"
            ~ " escape = '', strict_mode = false))"
            ~ " where trim(line, ' ' || chr(9) || chr(13)) <> '')"
        ) -%}
    {%- endfor -%}
    {%- do return("(" ~ readers | join(" union all by name ") ~ ") as files") -%}
{% endmacro %}
