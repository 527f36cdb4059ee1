{#- The names of columns for a message: the first twenty, and how many there are more. -#}
{% macro shown_columns(columns) %}
    {%- set more = columns | length - 20 -%}
    {%- do return((columns[:20] | join(', ')) ~ (' and ' ~ more ~ ' more' if more > 0 else '')) -%}
{% endmacro %}
