{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

customer_segments as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments') }}

),

lifetime_values as (

    select * from {{ ref('omnichannel_rfm', 'customer_lifetime_value') }}

    where lifetime_value_segment = 'D'

),

clusters as (

    select * from {{ ref('omnichannel_rfm', 'customer_clusters') }}

),

champions as (

    select
        customer_segments.customer_id,
        lifetime_values.lifetime_value,
        lifetime_values.expected_orders_6_months,
        lifetime_values.expected_average_value,
        lifetime_values.probability_alive,
        clusters.label as cluster_label,
        customer_segments.monetary,
        customer_segments.frequency,
        customer_segments.recency_days

    from customer_segments

    inner join lifetime_values
        on customer_segments.customer_id = lifetime_values.customer_id

    left join clusters
        on customer_segments.customer_id = clusters.customer_id

    where customer_segments.segment = 'champions'

)

select * from champions

order by lifetime_value asc, customer_id asc
