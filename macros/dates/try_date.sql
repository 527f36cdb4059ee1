{#- The date of a text written YYYY-MM-DD; null where the calendar has no such day. -#}
{% macro try_date(expression) %}
    {%- do return(adapter.dispatch('try_date', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{% macro default__try_date(expression) -%}
    try_cast({{ expression }} as date)
{%- endmacro %}

{% macro bigquery__try_date(expression) -%}
    safe_cast({{ expression }} as date)
{%- endmacro %}

{% macro clickhouse__try_date(expression) -%}
    accurateCastOrNull({{ expression }}, 'Date32')
{%- endmacro %}
