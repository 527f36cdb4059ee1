{{ config(materialized='table') }}

with

latest as (

    {%- if omnichannel_rfm.input_form() == 'orders' %}

    -- orders and returns; not from the customers: what is counted of them depends on this date
    select max(known_date) as latest_date from {{ ref('omnichannel_rfm', 'int_order_days') }}
    {%- else %}

    -- the rejected rows are to be seen, with this date, when int_customers_measured stops
    select max(last_order_date) as latest_date

    from {{ ref('omnichannel_rfm', 'int_customers_checked') }}

    where rejection_reasons is null
    {%- endif %}

),

dated as (

    select
        latest_date,
        -- two days after the latest day, as in the source material: decision 0004
        cast(
            coalesce(
                {{ omnichannel_rfm.date_setting('analysis_date') }},
                {{ dbt.dateadd('day', 2, 'latest_date') }}
            ) as date
        ) as analysis_date

    from latest

)

select * from dated
