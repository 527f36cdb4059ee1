{{ config(materialized='table', enabled=omnichannel_rfm.setting('statistics')) }}

{%- set recipe = omnichannel_rfm.setting('lifetime_value_recipe') %}
{%- set parts = ['online_order_count', 'offline_order_count', 'online_spend', 'offline_spend'] %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

-- where the input has no channels, all of it counts as online
customers_by_channel as (

    select
        customer_id,
        tenure_days,
        recency_days,
        coalesce(online_order_count, total_order_count) as online_order_count,
        coalesce(offline_order_count, 0) as offline_order_count,
        coalesce(online_spend, total_spend) as online_spend,
        coalesce(offline_spend, 0) as offline_spend

    from customers

    where '{{ recipe }}' = 'published'

),

quantiles as (

    select
        {%- for part in parts %}
        {{ omnichannel_rfm.quantile(part, 0.01) }} as low_{{ part }},
        {{ omnichannel_rfm.quantile(part, 0.99) }} as high_{{ part }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers_by_channel

),

capped as (

    select
        customers_by_channel.customer_id,
        customers_by_channel.tenure_days,
        customers_by_channel.recency_days,
        {%- for part in parts %}
        {%- set low, high = 'quantiles.low_' ~ part, 'quantiles.high_' ~ part %}
        least(
            greatest(
                customers_by_channel.{{ part }},
                round_even({{ low }} - 1.5 * ({{ high }} - {{ low }}), 0)
            ),
            round_even({{ high }} + 1.5 * ({{ high }} - {{ low }}), 0)
        ) as {{ part }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers_by_channel

    cross join quantiles

),

-- one of the two is empty
inputs as (

    select
        customer_id,
        cast(frequency - 1 as integer) as frequency,
        cast(tenure_days as integer) as recency_days,
        cast(tenure_days + recency_days as integer) as age_days,
        cast(frequency as integer) as order_count,
        cast(monetary as decimal(18, 2)) as spend,
        true as is_in_fit

    from customers

    where '{{ recipe }}' = 'sound'

    union all

    -- this recipe takes all orders for repeat purchases
    select
        customer_id,
        cast(online_order_count + offline_order_count as integer) as frequency,
        cast(tenure_days as integer) as recency_days,
        cast(tenure_days + recency_days as integer) as age_days,
        cast(online_order_count + offline_order_count as integer) as order_count,
        cast(online_spend + offline_spend as decimal(18, 2)) as spend,
        online_order_count + offline_order_count > 1 as is_in_fit

    from capped

)

select * from inputs
