with

customer_segments as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments') }}

),

first_customers as (

    select
        customer_id,
        segment,
        rf_score,
        rfm_score,
        recency_days,
        frequency,
        monetary,
        first_order_date,
        last_order_date,
        order_channel,
        category_list

    from customer_segments

    order by customer_id

    limit 10

)

select * from first_customers

order by customer_id
