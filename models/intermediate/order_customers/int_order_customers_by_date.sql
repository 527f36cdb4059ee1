{{
    config(
        enabled=omnichannel_rfm.input_form() == 'orders',
        materialized='incremental',
        unique_key=['as_of_date'],
        on_schema_change='fail',
        pre_hook="{{ omnichannel_rfm.forget_passing_dates() }}"
    )
}}

with

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

history_dates as (

    select * from {{ ref('omnichannel_rfm', 'int_history_dates') }}

),

-- the dates of the history, and those of this run alone: its own and that of the holdout
all_dates as (

    select as_of_date from history_dates

    union distinct

    select analysis_date as as_of_date from analysis_date

    union distinct

    select holdout_date as as_of_date from {{ ref('omnichannel_rfm', 'int_holdout_period') }}

),

dates as (

    select
        all_dates.as_of_date,
        history_dates.as_of_date is not null as is_history

    from all_dates

    cross join analysis_date

    left join history_dates
        on all_dates.as_of_date = history_dates.as_of_date

    where {{ omnichannel_rfm.is_written_anew('all_dates.as_of_date') }}

),

order_days as (

    select * from {{ ref('omnichannel_rfm', 'int_order_days') }}

),

added_up as (

    select
        dates.as_of_date,
        dates.is_history,
        order_days.customer_id,
        min(case when order_days.orders = 1 then order_days.known_date end) as first_order_date,
        max(case when order_days.orders = 1 then order_days.known_date end) as last_order_date,
        cast(sum(order_days.orders) as integer) as order_count,
        cast(sum(order_days.spend) as decimal(28, 2)) as net_spend,
        {{ omnichannel_rfm.score_partition(
            omnichannel_rfm.latest_score_partition('order_days')
        ) }} as score_partition

    from order_days

    inner join dates
        on order_days.known_date <= dates.as_of_date
        and {{ omnichannel_rfm.in_look_back('order_days.booked_date', 'dates.as_of_date') }}

    group by
        dates.as_of_date,
        dates.is_history,
        order_days.customer_id

),

customers_by_date as (

    select
        *,
        case
            when order_count = 0 then '{{ omnichannel_rfm.no_orders_reason() }}'
            when abs(net_spend) > {{ omnichannel_rfm.largest_spend() }} then 'too_large_total_spend'
            when
                order_count = 1
                and '{{ omnichannel_rfm.setting('one_time_buyers') }}' = 'exclude'
                then 'one_time_buyer'
        end as rejection_reason

    from added_up

)

select * from customers_by_date
