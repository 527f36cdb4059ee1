{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_lifetime_values') }}

),

lifetime_values as (

    select
        customer_id,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        probability_alive,
        expected_orders_3_months,
        expected_orders_6_months,
        expected_average_value,
        lifetime_value,
        cast(lifetime_value_segment as varchar) as lifetime_value_segment,
        is_estimable,
        cast(not_estimable_because as varchar) as not_estimable_because,
        {{ omnichannel_rfm.run_columns() }}

    from customers

)

select * from lifetime_values
