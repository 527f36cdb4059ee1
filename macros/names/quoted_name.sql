{#- A name from a var, a file or a header as an SQL identifier, whatever it is made of. -#}
{% macro quoted_name(name) %}
    {%- set mark = adapter.quote('')[0] -%}
    {%- do return(mark ~ (name | string | replace(mark, mark * 2)) ~ mark) -%}
{% endmacro %}
