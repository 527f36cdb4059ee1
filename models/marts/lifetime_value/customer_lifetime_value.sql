{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_lifetime_values') }}

),

ranked as (

    select
        *,
        lifetime_value is not null as is_estimable,
        ntile(4) over (
            partition by lifetime_value is not null
            order by lifetime_value asc, customer_id asc
        ) as quartile

    from customers

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
        cast(
            case when is_estimable then substr('DCBA', cast(quartile as integer), 1) end as varchar
        ) as lifetime_value_segment,
        is_estimable,
        cast(not_estimable_because as varchar) as not_estimable_because,
        {{ omnichannel_rfm.run_columns() }}

    from ranked

)

select * from lifetime_values
