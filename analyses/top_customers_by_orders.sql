with

top_customers as (

    select * from {{ ref('omnichannel_rfm', 'top_customers') }}

    where ranking = 'orders'

),

customer_segments as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments') }}

),

segments as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

),

described as (

    select
        top_customers.rank,
        top_customers.customer_id,
        segments.name_en as segment_name,
        top_customers.orders,
        top_customers.revenue,
        customer_segments.average_order_value,
        customer_segments.tenure_days,
        customer_segments.recency_days

    from top_customers

    inner join customer_segments
        on top_customers.customer_id = customer_segments.customer_id

    inner join segments
        on top_customers.segment = segments.segment

)

select * from described

order by rank
