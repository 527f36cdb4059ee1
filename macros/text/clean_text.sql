{#- Text without surrounding blanks, tabs and line ends; null when nothing is left. -#}
{% macro clean_text(expression) %}
    {%- do return(adapter.dispatch('clean_text', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{% macro default__clean_text(expression) %}
    {%- do return(
        "nullif(trim(" ~ expression ~ ", ' ' || chr(9) || chr(10) || chr(13)), '')"
    ) -%}
{% endmacro %}

{#- A look at the two ends is several times cheaper than trim, which rarely has anything to do. -#}
{% macro duckdb__clean_text(expression) %}
    {%- do return(
        "nullif(case when " ~ expression ~ " >= '!' and " ~ expression ~ "[-1] >= '!' then "
        ~ expression ~ " else trim(" ~ expression ~ ", ' ' || chr(9) || chr(10) || chr(13)) end, '')"
    ) -%}
{% endmacro %}

{% macro redshift__clean_text(expression) %}
    {%- do return(
        "nullif(btrim(" ~ expression ~ ", ' ' || chr(9) || chr(10) || chr(13)), '')"
    ) -%}
{% endmacro %}

{% macro trino__clean_text(expression) %}
    {%- do return(
        "nullif(trim(both ' ' || chr(9) || chr(10) || chr(13) from " ~ expression ~ "), '')"
    ) -%}
{% endmacro %}

{#- Spark takes the second argument of trim for the text. -#}
{% macro spark__clean_text(expression) %}
    {%- do return(
        "nullif(trim(both ' ' || chr(9) || chr(10) || chr(13) from " ~ expression ~ "), '')"
    ) -%}
{% endmacro %}

{% macro clickhouse__clean_text(expression) %}
    {%- do return("nullif(trim(both ' \\t\\n\\r' from " ~ expression ~ "), '')") -%}
{% endmacro %}
