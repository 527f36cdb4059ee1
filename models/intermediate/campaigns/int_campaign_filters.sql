{{ config(materialized='table') }}

{%- set filters = ['segments', 'categories', 'order_channels', 'last_order_channels'] %}

with

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'int_campaigns') }}

),

items as (

    {%- for filter in filters %}
    select
        campaign_id,
        '{{ filter }}' as filter_name,
        item

    from (
        {{ omnichannel_rfm.list_item_rows('campaigns', ['campaign_id'], filter) }}
    ) as filter_items
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

filters as (

    select distinct
        campaign_id,
        filter_name,
        item as accepted_value

    from items

)

select * from filters
