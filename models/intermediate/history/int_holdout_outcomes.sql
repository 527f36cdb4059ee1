{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

with

holdout_period as (

    select * from {{ ref('omnichannel_rfm', 'int_holdout_period') }}

),

-- put into segments by what was known on the date
customers as (

    select segments_by_date.*

    from {{ ref('omnichannel_rfm', 'int_segments_by_date') }} as segments_by_date

    inner join holdout_period
        on segments_by_date.analysis_date = holdout_period.holdout_date

),

-- tenths of the customers, the best by the sum of their scores first
ranked as (

    select
        *,
        cast(
            ntile(10) over (
                order by
                    recency_score + frequency_score + monetary_score desc,
                    recency_days asc,
                    frequency desc,
                    monetary desc,
                    customer_id asc
            ) as {{ dbt.type_string() }}
        ) as decile

    from customers

),

later_orders as (

    select
        order_days.customer_id,
        sum(order_days.orders) as orders,
        sum(order_days.spend) as spend

    from {{ ref('omnichannel_rfm', 'int_order_days') }} as order_days

    inner join holdout_period
        on order_days.booked_date > holdout_period.holdout_date
        and order_days.known_date <= holdout_period.holdout_until

    group by order_days.customer_id

),

outcomes as (

    select
        ranked.customer_id,
        ranked.segment,
        ranked.decile,
        case when later_orders.orders > 0 then 1 else 0 end as has_bought,
        cast(coalesce(later_orders.orders, 0) as bigint) as orders,
        cast(coalesce(later_orders.spend, 0) as decimal(28, 2)) as spend

    from ranked

    left join later_orders
        on ranked.customer_id = later_orders.customer_id

)

select * from outcomes
