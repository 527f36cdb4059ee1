{#- The names in the line of a CSV file that names the columns, in quotes or not. -#}
{% macro header_names(line, delimiter, quote='"') %}
    {%- if delimiter == ' ' -%}
        {%- do return(line.split()) -%}
    {%- endif -%}
    {%- set mark = modules.re.escape(delimiter) -%}
    {%- set value = '(?:^|' ~ mark ~ ')(' ~ quote ~ '(?:[^' ~ quote ~ ']|' ~ quote ~ quote ~ ')*' ~ quote
        ~ '|[^' ~ mark ~ ']*)' -%}
    {%- set names = [] -%}
    {%- for name in modules.re.findall(value, line) -%}
        {%- set unquoted = name[1:-1].replace(quote ~ quote, quote) if name.startswith(quote) else name -%}
        {%- do names.append(unquoted | trim) -%}
    {%- endfor -%}
    {%- do return(names) -%}
{% endmacro %}
