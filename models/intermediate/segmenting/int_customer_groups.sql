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
        cell_number,
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
        cell_number,
        attributes,
        score_partition

),

customer_groups as (

    select
        added_up.cell_number,
        added_up.attributes,
        added_up.score_partition,
        segment_cells.recency_score,
        segment_cells.frequency_score,
        segment_cells.monetary_score,
        segment_cells.segment,
        attributes.order_channel,
        attributes.last_order_channel,
        attributes.category_list,
        attributes.store_company_list,
        added_up.customers,
        added_up.orders,
        added_up.revenue,
        added_up.recency_days_sum,
        added_up.average_order_value_sum,
        added_up.lowest_recency_days,
        added_up.highest_recency_days,
        added_up.lowest_frequency,
        added_up.highest_frequency,
        added_up.lowest_monetary,
        added_up.highest_monetary

    from added_up

    left join segment_cells
        on added_up.cell_number = segment_cells.cell_number

    left join attributes
        on added_up.attributes = attributes.attributes

)

select * from customer_groups
