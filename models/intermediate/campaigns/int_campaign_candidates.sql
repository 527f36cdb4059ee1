with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

-- whatever only looks at segment, channels and categories has been decided for groups
campaign_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_groups') }}

    where
        is_in_segments
        and buys_categories
        and is_in_order_channels
        and is_in_last_order_channels

),

candidates as (

    select
        campaign_groups.campaign_id,
        customers.customer_id,
        customers.analysis_date,
        campaign_groups.segment,
        campaign_groups.order_channel,
        campaign_groups.last_order_channel,
        customers.average_order_value,
        customers.monetary,
        campaign_groups.minimum_average_order_value,
        campaign_groups.minimum_spend,
        campaign_groups.matched_categories,
        -- against the exact quotient: 249.996 must not pass for 250.00
        campaign_groups.minimum_average_order_value is null
        or customers.monetary
        >= cast(campaign_groups.minimum_average_order_value as decimal(28, 2)) * customers.frequency
            as reaches_average_order_value,
        campaign_groups.minimum_spend is null
        or customers.monetary >= campaign_groups.minimum_spend as reaches_spend

    from customers

    inner join campaign_groups
        on customers.segment = campaign_groups.segment
        and customers.attributes = campaign_groups.attributes

)

select * from candidates
