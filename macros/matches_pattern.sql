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
