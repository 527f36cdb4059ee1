{#- An aggregate that is false only if no two rows have the same combination of columns. -#}
{% macro may_repeat(columns) %}
    {%- do return(adapter.dispatch('may_repeat', 'omnichannel_rfm')(columns)) -%}
{% endmacro %}

{#- Counting distinct texts may sort them all: repeated_values groups them at once. -#}
{% macro default__may_repeat(columns) -%}
    count(*) > 1
{%- endmacro %}

{#- Short hashes, beside the other aggregates of a pass: half the time of a pass of its own. -#}
{% macro duckdb__may_repeat(columns) -%}
    count(*) > count(distinct hash({{ columns }}))
{%- endmacro %}
