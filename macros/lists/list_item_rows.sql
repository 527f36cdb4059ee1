{#- For the `from` clause: columns of a relation, one row per item of a comma-separated text list. -#}
{% macro list_item_rows(relation, columns, list) -%}
    {%- set item = omnichannel_rfm.clean_text('item') -%}
    (
        select
            {{ (columns + [item ~ ' as item']) | join(',\n            ') }}

        from (
            {{ adapter.dispatch('list_item_rows', 'omnichannel_rfm')(relation, columns, list) }}
        ) as list_rows

        where {{ item }} is not null
    ) as item_rows
{%- endmacro %}

{% macro default__list_item_rows(relation, columns, list) -%}
    select
        {{ (columns + [omnichannel_rfm.unnest_list(list) ~ ' as item']) | join(',\n        ') }}

    from {{ relation }}
{%- endmacro %}

{% macro snowflake__list_item_rows(relation, columns, list) -%}
    select
        {{ (columns + ['cast(items.value as varchar) as item']) | join(',\n        ') }}

    from {{ relation }}, lateral flatten(input => split(trim({{ list }}, '[]'), ',')) as items
{%- endmacro %}

{% macro bigquery__list_item_rows(relation, columns, list) -%}
    select
        {{ (columns + ['item']) | join(',\n        ') }}

    from {{ relation }}

    cross join unnest(split(trim({{ list }}, '[]'), ',')) as item
{%- endmacro %}

{% macro trino__list_item_rows(relation, columns, list) -%}
    select
        {{ (columns + ['items.item']) | join(',\n        ') }}

    from {{ relation }}

    cross join unnest(split(trim(both '[]' from {{ list }}), ',')) as items (item)
{%- endmacro %}

{% macro redshift__list_item_rows(relation, columns, list) -%}
    select
        {{ (columns + ['cast(item as varchar) as item']) | join(',\n        ') }}

    from (
        select *, split_to_array(btrim({{ list }}, '[]'), ',') as items from {{ relation }}
    ) as listed, listed.items as item
{%- endmacro %}
