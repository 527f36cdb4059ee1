{{ config(
    materialized='table',
    enabled=omnichannel_rfm.setting('statistics')
        and omnichannel_rfm.setting('backtest_orders_file') is not none
) }}

{%- set calibration_end = "cast('" ~ omnichannel_rfm.setting('backtest_calibration_end_date') ~ "' as date)" %}

with

order_lines as (

    select
        cast(customer_id as varchar) as customer_id,
        cast(order_date as date) as order_date

    from {{ omnichannel_rfm.backtest_orders() }}

),

-- one purchase a day, as the literature counts
order_days as (

    select distinct
        customer_id,
        order_date

    from order_lines

),

first_orders as (

    select
        customer_id,
        min(order_date) as first_order_date

    from order_days

    group by customer_id

    having min(order_date) <= {{ calibration_end }}

),

histories as (

    select
        order_days.customer_id,
        cast(
            sum(case when order_days.order_date <= {{ calibration_end }} then 1 else 0 end) - 1
            as integer
        ) as frequency,
        cast(
            {{ dbt.datediff(
                'first_orders.first_order_date',
                'max(case when order_days.order_date <= ' ~ calibration_end
                ~ ' then order_days.order_date end)',
                'day'
            ) }} as integer
        ) as recency_days,
        cast(
            {{ dbt.datediff('first_orders.first_order_date', calibration_end, 'day') }} as integer
        ) as age_days,
        cast(
            sum(
                case
                    when order_days.order_date > {{ calibration_end }}
                        and order_days.order_date <= {{ dbt.dateadd(
                            'day',
                            7 * omnichannel_rfm.setting('backtest_holdout_weeks'),
                            calibration_end
                        ) }}
                        then 1
                    else 0
                end
            ) as integer
        ) as holdout_orders

    from order_days

    inner join first_orders
        on order_days.customer_id = first_orders.customer_id

    group by
        order_days.customer_id,
        first_orders.first_order_date

)

select * from histories

order by customer_id
