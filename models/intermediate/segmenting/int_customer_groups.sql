{{ config(materialized='table') }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

segment_cells as (

    select * from {{ ref('omnichannel_rfm', 'int_segment_cells') }}

),

attributes as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_attributes') }}

),

-- one pass over the customers for all that the marts add up
added_up as (

    select
        recency_score,
        frequency_score,
        monetary_score,
        is_one_time_buyer,
        attributes,
        score_partition,
        cast(count(*) as bigint) as customers,
        cast(sum(frequency) as bigint) as orders,
        cast(sum(monetary) as decimal(28, 2)) as revenue,
        cast(sum(recency_days) as bigint) as recency_days_sum,
        cast(sum(average_order_value) as {{ omnichannel_rfm.wide_decimal(6) }})
            as average_order_value_sum,
        min(recency_days) as lowest_recency_days,
        max(recency_days) as highest_recency_days,
        min(frequency) as lowest_frequency,
        max(frequency) as highest_frequency,
        min(monetary) as lowest_monetary,
        max(monetary) as highest_monetary

    from customers

    group by
        recency_score,
        frequency_score,
        monetary_score,
        is_one_time_buyer,
        attributes,
        score_partition

),

customer_groups as (

    select
        added_up.*,
        segment_cells.segment,
        attributes.order_channel,
        attributes.last_order_channel,
        attributes.category_list,
        attributes.store_company_list

    from added_up

    left join segment_cells
        on {{ omnichannel_rfm.is_in_cell('added_up') }}

    left join attributes
        on added_up.attributes = attributes.attributes

)

select * from customer_groups
