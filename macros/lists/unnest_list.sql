{#- One row for each comma-separated item of a text list, with or without outer brackets. -#}
{% macro unnest_list(expression) %}
    {%- do return(adapter.dispatch('unnest_list', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{% macro default__unnest_list(expression) -%}
    {{ omnichannel_rfm.stop_on_other_targets(
        "unnest_list is for ClickHouse, DuckDB, PostgreSQL and Spark (list_item_rows for all)"
    ) }}
{%- endmacro %}

{% macro duckdb__unnest_list(expression) -%}
    unnest(string_split(trim({{ expression }}, '[]'), ','))
{%- endmacro %}

{% macro postgres__unnest_list(expression) -%}
    unnest(string_to_array(trim({{ expression }}, '[]'), ','))
{%- endmacro %}

{#- A nullable text is not split; the empty item of an empty text is dropped like every other one. -#}
{% macro clickhouse__unnest_list(expression) -%}
    arrayJoin(
        splitByChar(',', replaceRegexpAll(coalesce({{ expression }}, ''), '^[\\[\\]]+|[\\[\\]]+$', ''))
    )
{%- endmacro %}

{% macro spark__unnest_list(expression) -%}
    explode(split(trim(both '[]' from {{ expression }}), ','))
{%- endmacro %}
