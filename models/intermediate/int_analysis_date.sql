{{ config(materialized='table') }}

{%- set analysis_date = omnichannel_rfm.setting('analysis_date') %}

with

{%- if omnichannel_rfm.input_form() == 'orders' %}

-- not from the customers: what is counted of them depends on this date
latest_order as (

    select max(order_date) as latest_order_date from {{ ref('omnichannel_rfm', 'int_orders') }}

),
{%- else %}

-- not from int_customers: the rejected rows are to be seen, with this date, when that one stops
customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_checked') }}

    where rejection_reasons is null

),

latest_order as (

    select max(last_order_date) as latest_order_date from customers

),
{%- endif %}

dated as (

    select
        latest_order_date,
        {%- if analysis_date %}
        cast('{{ analysis_date }}' as date) as analysis_date
        {%- else %}
        -- two days after the last order, as in the source material: decision 0004
        cast({{ dbt.dateadd('day', 2, 'latest_order_date') }} as date) as analysis_date
        {%- endif %}

    from latest_order

)

select * from dated
