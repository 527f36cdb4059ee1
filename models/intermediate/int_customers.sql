{{ config(pre_hook="{{ omnichannel_rfm.check_rejected_share() }}") }}

with

customers_checked as (

    select * from {{ ref('int_customers_checked') }}

    where rejection_reasons is null

),

customers as (

    select
        customer_id,
        order_channel,
        last_order_channel,
        category_list,
        store_company_list,
        online_order_count,
        offline_order_count,
        online_order_count + offline_order_count as total_order_count,
        online_spend,
        offline_spend,
        cast(online_spend + offline_spend as decimal(18, 2)) as total_spend,
        first_order_date,
        last_order_date,
        last_online_order_date,
        last_offline_order_date

    from customers_checked

)

select * from customers
