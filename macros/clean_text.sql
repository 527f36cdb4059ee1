{#- Text without surrounding blanks, tabs and line ends; null when nothing is left. -#}
{% macro clean_text(expression) %}
    {%- do return(
        "nullif(trim(" ~ expression ~ ", ' ' || chr(9) || chr(10) || chr(13)), '')"
    ) -%}
{% endmacro %}
