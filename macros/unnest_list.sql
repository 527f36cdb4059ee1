{#- One row for each comma-separated item of a text list, with or without outer brackets. -#}
{% macro unnest_list(expression) %}
    {%- do return(adapter.dispatch('unnest_list', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{#- Not while parsing: dbt then renders what is not selected as well. -#}
{% macro default__unnest_list(expression) %}
    {%- if execute -%}
        {{ exceptions.raise_compiler_error(
            "A list is split in the from clause on " ~ target.type ~ ": use list_item_rows."
        ) }}
    {%- endif -%}
{% endmacro %}

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
