{{ config(materialized='table') }}

with

customer_segments as (

    select * from {{ ref('customer_segments') }}

),

-- one pass over the customers for all that the marts add up
customer_groups as (

    select
        recency_score,
        frequency_score,
        monetary_score,
        segment,
        order_channel,
        last_order_channel,
        cast(count(*) as bigint) as customers,
        cast(sum(frequency) as bigint) as orders,
        cast(sum(monetary) as decimal(18, 2)) as revenue,
        cast(sum(recency_days) as bigint) as recency_days_sum,
        cast(sum(average_order_value) as decimal(38, 6)) as average_order_value_sum,
        min(recency_days) as lowest_recency_days,
        max(recency_days) as highest_recency_days,
        min(frequency) as lowest_frequency,
        max(frequency) as highest_frequency,
        min(monetary) as lowest_monetary,
        max(monetary) as highest_monetary

    from customer_segments

    group by
        recency_score,
        frequency_score,
        monetary_score,
        segment,
        order_channel,
        last_order_channel

)

select * from customer_groups
