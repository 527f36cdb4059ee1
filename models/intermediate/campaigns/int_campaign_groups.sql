{{ config(materialized='table') }}

with

customer_groups as (

    select
        attributes,
        segment,
        order_channel,
        last_order_channel,
        category_list,
        cast(sum(customers) as bigint) as customers

    from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

    group by
        attributes,
        segment,
        order_channel,
        last_order_channel,
        category_list

),

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'int_campaigns') }}

    where is_applied

),

filters as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_filters') }}

),

list_items as (

    select * from {{ ref('omnichannel_rfm', 'int_list_items') }}

    where list_kind = 'category'

),

category_matches as (

    select
        filters.campaign_id,
        list_items.list_text,
        {{ omnichannel_rfm.ordered_list('list_items.item', ', ') }} as matched_categories

    from list_items

    inner join filters
        on list_items.item = filters.accepted_value
        and filters.filter_name = 'categories'

    group by
        filters.campaign_id,
        list_items.list_text

),

campaign_groups as (

    select
        campaigns.campaign_id,
        customer_groups.attributes,
        customer_groups.segment,
        customer_groups.order_channel,
        customer_groups.last_order_channel,
        customer_groups.customers,
        campaigns.minimum_average_order_value,
        campaigns.minimum_spend,
        category_matches.matched_categories,
        campaigns.segments is null
        or segment_filters.accepted_value is not null as is_in_segments,
        campaigns.categories is null
        or category_matches.matched_categories is not null as buys_categories,
        campaigns.order_channels is null
        or order_channel_filters.accepted_value is not null as is_in_order_channels,
        campaigns.last_order_channels is null
        or last_order_channel_filters.accepted_value is not null as is_in_last_order_channels

    from customer_groups

    cross join campaigns

    left join category_matches
        on campaigns.campaign_id = category_matches.campaign_id
        and customer_groups.category_list = category_matches.list_text

    {%- for column in ['segment', 'order_channel', 'last_order_channel'] %}

    left join filters as {{ column }}_filters
        on campaigns.campaign_id = {{ column }}_filters.campaign_id
        and {{ column }}_filters.filter_name = '{{ column }}s'
        and customer_groups.{{ column }} = {{ column }}_filters.accepted_value
    {%- endfor %}

)

select * from campaign_groups
