{#- Whether a text as a whole matches a regular expression. -#}
{% macro matches_pattern(expression, pattern) %}
    {%- do return(adapter.dispatch('matches_pattern', 'omnichannel_rfm')(expression, pattern)) -%}
{% endmacro %}

{% macro duckdb__matches_pattern(expression, pattern) -%}
    regexp_full_match({{ expression }}, '{{ pattern }}')
{%- endmacro %}

{#- PostgreSQL counts U+0080 to U+009F among [:cntrl:], DuckDB does not. -#}
{% macro postgres__matches_pattern(expression, pattern) -%}
    ({{ expression }} ~ '^({{ pattern.replace('[:cntrl:]', '\\u0001-\\u001f\\u007f') }})$')
{%- endmacro %}

{#- Anchored at both ends by itself. -#}
{% macro snowflake__matches_pattern(expression, pattern) -%}
    regexp_like({{ expression }}, '{{ pattern }}')
{%- endmacro %}

{% macro bigquery__matches_pattern(expression, pattern) -%}
    regexp_contains({{ expression }}, r'^(?:{{ pattern }})$')
{%- endmacro %}

{% macro redshift__matches_pattern(expression, pattern) -%}
    {{ expression }} ~ '^({{ pattern }})$'
{%- endmacro %}

{#- Java's `$` lets a line end follow, and its classes are not written as POSIX writes them. -#}
{% macro trino__matches_pattern(expression, pattern) -%}
    regexp_like({{ expression }}, '\A(?:{{ pattern | replace('[:cntrl:]', '\\p{Cntrl}') }})\z')
{%- endmacro %}

{% macro clickhouse__matches_pattern(expression, pattern) -%}
    match({{ expression }}, '^(?:{{ pattern }})$')
{%- endmacro %}

{#- Java's own words for the whole text; its $ would pass over a line end. -#}
{% macro spark__matches_pattern(expression, pattern) -%}
    regexp_like(
        {{ expression }}, '\\A({{ pattern.replace('[:cntrl:]', '\\\\p{Cntrl}') }})\\z'
    )
{%- endmacro %}
