{{ config(materialized='table') }}

with

lists as (

    {%- for list_kind in ['category', 'store_company'] %}
    select distinct
        '{{ list_kind }}' as list_kind,
        {{ list_kind }}_list as list_text

    from {{ ref('omnichannel_rfm', 'int_customer_attributes') }}

    where
        {{ list_kind }}_list is not null
        and customers > 0
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- whole items, so that COCUK is never found inside AKTIFCOCUK
items as (

    select distinct
        list_kind,
        list_text,
        item

    from {{ omnichannel_rfm.list_item_rows('lists', ['list_kind', 'list_text'], 'list_text') }}

),

numbered as (

    select
        *,
        cast(
            row_number() over (partition by list_kind, list_text order by item) as integer
        ) as item_number,
        cast(count(*) over (partition by list_kind, list_text) as integer) as item_count

    from items

)

select * from numbered
