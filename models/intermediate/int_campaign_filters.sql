{{ config(materialized='table') }}

{%- set filters = ['segments', 'categories', 'order_channels', 'last_order_channels'] %}

with

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'int_campaigns') }}

),

items as (

    {%- for filter in filters %}
    {{ omnichannel_rfm.list_item_rows(
        'campaigns', ['campaign_id', "'" ~ filter ~ "' as filter_name"], filter
    ) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

filters as (

    select distinct
        campaign_id,
        filter_name,
        {{ omnichannel_rfm.clean_text('item') }} as accepted_value

    from items

    where {{ omnichannel_rfm.clean_text('item') }} is not null

)

select * from filters
