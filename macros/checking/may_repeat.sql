{#- An aggregate that is false only if no two rows have the same combination of columns. -#}
{% macro may_repeat(columns) %}
    {%- do return(adapter.dispatch('may_repeat', 'omnichannel_rfm')(columns)) -%}
{% endmacro %}

{#- Counting distinct texts may sort them all: better to group them at once, by repeated_values. -#}
{% macro default__may_repeat(columns) -%}
    count(*) > 1
{%- endmacro %}

{#- Beside other aggregates of the same pass, short hashes take half the time of a pass of their own. -#}
{% macro duckdb__may_repeat(columns) -%}
    count(*) > count(distinct hash({{ columns }}))
{%- endmacro %}
