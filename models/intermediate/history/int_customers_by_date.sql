{{ config(enabled=omnichannel_rfm.has_history()) }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_measured') }}

),

{%- if omnichannel_rfm.input_form() == 'orders' %}

history_dates as (

    select * from {{ ref('omnichannel_rfm', 'int_history_dates') }}

),

past as (

    select
        *,
        cast(
            {{ dbt.datediff('last_order_date', 'as_of_date', 'day') }}
            as integer
        ) as recency_days,
        order_count as frequency,
        cast(net_spend as decimal(18, 2)) as monetary

    from {{ ref('omnichannel_rfm', 'int_order_customers_by_date') }}

    where rejection_reason is null

),
{%- else %}

past as (

    select
        *,
        cast(dbt_valid_from as date) as as_of_date,
        true as is_history

    from {{ ref('omnichannel_rfm', 'customer_segments_snapshot') }}

),

history_dates as (

    select distinct as_of_date from past

),
{%- endif %}

customers_by_date as (

    select
        customers.analysis_date,
        history_dates.as_of_date is not null as is_history,
        customers.customer_id,
        customers.score_partition,
        customers.recency_days,
        customers.frequency,
        customers.monetary,
        customers.first_order_date,
        customers.last_order_date,
        customers.is_one_time_buyer

    from customers

    left join history_dates
        on customers.analysis_date = history_dates.as_of_date

    union all

    select
        past.as_of_date as analysis_date,
        past.is_history,
        past.customer_id,
        past.score_partition,
        past.recency_days,
        past.frequency,
        past.monetary,
        past.first_order_date,
        past.last_order_date,
        past.frequency = 1 as is_one_time_buyer

    from past

    -- of the run's own date the customers are above
    inner join {{ ref('omnichannel_rfm', 'int_analysis_date') }} as dated
        on past.as_of_date <> dated.analysis_date

)

select * from customers_by_date
