{{ config(
    enabled=omnichannel_rfm.setting('statistics')
        and omnichannel_rfm.setting('backtest_orders_file') is not none
) }}

{%- set last_bin = 7 %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_backtest_inputs') }}

),

expectations as (

    select * from {{ ref('omnichannel_rfm', 'int_backtest_expectations') }}

),

compared as (

    select
        least(customers.frequency, {{ last_bin }}) as lowest_frequency,
        customers.holdout_orders,
        cast(expectations.expected_orders as decimal(18, 6)) as expected_orders

    from customers

    left join expectations
        on customers.frequency = expectations.frequency
        and customers.recency_days = expectations.recency_days
        and customers.age_days = expectations.age_days

),

added_up as (

    select
        lowest_frequency,
        count(*) as customers,
        sum(holdout_orders) as holdout_orders,
        sum(expected_orders) as expected_orders

    from compared

    group by lowest_frequency

    union all

    select
        null as lowest_frequency,
        count(*) as customers,
        sum(holdout_orders) as holdout_orders,
        sum(expected_orders) as expected_orders

    from compared

),

bins as (

    select
        cast(
            case
                when lowest_frequency is null then 'all'
                when lowest_frequency = {{ last_bin }} then '{{ last_bin }}+'
                else cast(lowest_frequency as varchar)
            end as varchar
        ) as frequency_bin,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cast(customers as bigint) as customers,
        cast(expected_orders as decimal(18, 6)) as expected_holdout_orders,
        cast(holdout_orders as bigint) as actual_holdout_orders,
        {{ omnichannel_rfm.exact_ratio(
            'expected_orders', 'customers'
        ) }} as mean_expected_holdout_orders,
        {{ omnichannel_rfm.exact_ratio(
            'holdout_orders', 'customers'
        ) }} as mean_actual_holdout_orders,
        {{ omnichannel_rfm.exact_ratio(
            'expected_orders - holdout_orders', 'holdout_orders'
        ) }} as relative_error,
        {{ omnichannel_rfm.run_columns() }}

    from added_up

)

select * from bins

order by frequency_bin
