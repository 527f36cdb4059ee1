{{ config(materialized='table') }}

{%- set analysis_date = omnichannel_rfm.setting('analysis_date') %}

with

latest as (

    {%- if omnichannel_rfm.input_form() == 'orders' %}

    -- orders and returns; not from the customers: what is counted of them depends on this date
    select max(known_date) as latest_date from {{ ref('omnichannel_rfm', 'int_order_days') }}
    {%- else %}

    -- not from int_customers: the rejected rows are to be seen, with this date, when that one stops
    select max(last_order_date) as latest_date

    from {{ ref('omnichannel_rfm', 'int_customers_checked') }}

    where rejection_reasons is null
    {%- endif %}

),

dated as (

    select
        latest_date,
        {%- if analysis_date %}
        cast('{{ analysis_date }}' as date) as analysis_date
        {%- else %}
        -- two days after the latest day, as in the source material: decision 0004
        cast({{ dbt.dateadd('day', 2, 'latest_date') }} as date) as analysis_date
        {%- endif %}

    from latest

)

select * from dated
