{#- The SHA-256 of a text in UTF-8, 64 hexadecimal digits. -#}
{% macro sha256_text(expression) %}
    {%- do return(adapter.dispatch('sha256_text', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{#- Not while parsing: dbt then renders models that are switched off as well. -#}
{% macro default__sha256_text(expression) %}
    {%- if execute -%}
        {{ exceptions.raise_compiler_error(
            "Text is hashed on DuckDB, PostgreSQL and Spark, and the target is " ~ target.type ~ "."
        ) }}
    {%- endif -%}
{% endmacro %}

{#- Not that of PostgreSQL, to which dbt would turn. -#}
{% macro redshift__sha256_text(expression) %}
    {{- omnichannel_rfm.default__sha256_text(expression) -}}
{% endmacro %}

{% macro duckdb__sha256_text(expression) -%}
    sha256({{ expression }})
{%- endmacro %}

{% macro postgres__sha256_text(expression) -%}
    encode(sha256(convert_to({{ expression }}, 'UTF8')), 'hex')
{%- endmacro %}

{% macro spark__sha256_text(expression) -%}
    sha2({{ expression }}, 256)
{%- endmacro %}
