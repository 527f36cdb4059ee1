{{ config(materialized='table') }}

with

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'int_campaigns') }}

),

filters as (

    {%- for filter in ['segments', 'categories', 'order_channels', 'last_order_channels'] %}
    select distinct
        campaign_id,
        '{{ filter }}' as filter_name,
        item as accepted_value

    from {{ omnichannel_rfm.list_item_rows('campaigns', ['campaign_id'], filter) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from filters
