with

customer_segments as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments') }}

),

segments as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

),

counted as (

    select
        segment,
        coalesce(order_channel, '(none)') as channel,
        count(*) as customers,
        sum(monetary) as revenue

    from customer_segments

    group by
        segment,
        coalesce(order_channel, '(none)')

),

totalled as (

    select
        *,
        sum(customers) over (partition by channel) as channel_customers,
        sum(revenue) over (partition by channel) as channel_revenue

    from counted

),

shares as (

    select
        totalled.channel,
        segments.display_order,
        segments.name_en as segment_name,
        totalled.customers,
        {{ omnichannel_rfm.exact_ratio(
            'totalled.customers', 'totalled.channel_customers'
        ) }} as share_of_channel_customers,
        cast(totalled.revenue as decimal(18, 2)) as revenue,
        {{ omnichannel_rfm.exact_ratio(
            'totalled.revenue', 'totalled.channel_revenue'
        ) }} as share_of_channel_revenue

    from totalled

    inner join segments
        on totalled.segment = segments.segment

)

select * from shares

order by channel, display_order
