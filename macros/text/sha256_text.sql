{#- The SHA-256 of a text in UTF-8, 64 hexadecimal digits. -#}
{% macro sha256_text(expression) %}
    {%- do return(adapter.dispatch('sha256_text', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{% macro default__sha256_text(expression) -%}
    {{ omnichannel_rfm.stop_on_other_targets(
        "Text is hashed on BigQuery, ClickHouse, DuckDB, PostgreSQL, Redshift, Snowflake, Spark and Trino"
    ) }}
{%- endmacro %}

{% macro duckdb__sha256_text(expression) -%}
    sha256({{ expression }})
{%- endmacro %}

{% macro postgres__sha256_text(expression) -%}
    encode(sha256(convert_to({{ expression }}, 'UTF8')), 'hex')
{%- endmacro %}

{% macro spark__sha256_text(expression) -%}
    sha2({{ expression }}, 256)
{%- endmacro %}

{% macro snowflake__sha256_text(expression) -%}
    sha2({{ expression }}, 256)
{%- endmacro %}

{#- Not that of PostgreSQL, to which dbt would turn. -#}
{% macro redshift__sha256_text(expression) -%}
    sha2({{ expression }}, 256)
{%- endmacro %}

{% macro bigquery__sha256_text(expression) -%}
    to_hex(sha256({{ expression }}))
{%- endmacro %}

{% macro trino__sha256_text(expression) -%}
    lower(to_hex(sha256(to_utf8({{ expression }}))))
{%- endmacro %}

{% macro clickhouse__sha256_text(expression) -%}
    lower(hex(SHA256({{ expression }})))
{%- endmacro %}
