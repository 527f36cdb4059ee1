{{ config(enabled=omnichannel_rfm.setting('snapshot_segments')) }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_measured') }}

),

states as (

    select
        customer_id,
        score_partition,
        recency_days,
        frequency,
        monetary,
        first_order_date,
        last_order_date,
        {{ omnichannel_rfm.input_column() }},
        -- a snapshot asks for a time
        cast(analysis_date as timestamp) as analysis_time

    from customers

)

select * from states
