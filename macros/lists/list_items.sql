{#- Query: one row per distinct text list and item in it, numbered by item within the list. -#}
{% macro list_items(list_column, item_column) -%}
with

lists as (

    select distinct {{ list_column }} from {{ ref('omnichannel_rfm', 'int_customer_attributes') }}

    where
        {{ list_column }} is not null
        and customers > 0

),

split_lists as (

    {{ omnichannel_rfm.list_item_rows('lists', [list_column], list_column) }}

),

-- whole items, so that COCUK is never found inside AKTIFCOCUK
items as (

    select distinct
        {{ list_column }},
        item as {{ item_column }}

    from split_lists

),

numbered as (

    select
        {{ list_column }},
        {{ item_column }},
        cast(
            row_number() over (partition by {{ list_column }} order by {{ item_column }}) as integer
        ) as item_number,
        cast(count(*) over (partition by {{ list_column }}) as integer) as item_count

    from items

)

select * from numbered
{%- endmacro %}
