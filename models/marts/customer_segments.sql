with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

segmented as (

    select
        customer_id,
        analysis_date,
        segment,
        recency_score,
        frequency_score,
        monetary_score,
        rf_score,
        rfm_score,
        recency_days,
        frequency,
        monetary,
        average_order_value,
        tenure_days,
        first_order_date,
        last_order_date,
        last_online_order_date,
        last_offline_order_date,
        order_channel,
        last_order_channel,
        online_order_count,
        offline_order_count,
        total_order_count,
        online_spend,
        offline_spend,
        total_spend,
        online_order_share,
        online_spend_share,
        category_list,
        store_company_list,
        {{ omnichannel_rfm.run_columns() }}

    from customers

)

select * from segmented
