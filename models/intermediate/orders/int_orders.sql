{{
    config(
        enabled=omnichannel_rfm.input_form() == 'orders',
        materialized='table'
    )
}}

with

order_days as (

    select * from {{ ref('omnichannel_rfm', 'int_order_days') }}

),

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'int_order_lines_checked') }}

    where
        rejection_reasons is null
        and policy <> 'ignore'

),

added_up as (

    select
        customer_id,
        order_id,
        max(order_date) as order_date,
        cast(max(orders) as integer) as orders,
        sum(spend) as spend

    from order_days

    group by
        customer_id,
        order_id

),

channel_amounts as (

    select
        order_id,
        channel,
        channel_kind,
        sum(case when policy = 'count' then amount else 0 end) as amount

    from order_lines

    where channel_kind is not null

    group by
        order_id,
        channel,
        channel_kind

),

-- an order over two channels belongs to the one with most of its amount
ranked_channels as (

    select
        *,
        row_number() over (
            partition by order_id order by amount desc, channel asc
        ) as channel_rank

    from channel_amounts

),

orders as (

    select
        added_up.customer_id,
        added_up.order_id,
        added_up.order_date,
        added_up.orders,
        ranked_channels.channel,
        ranked_channels.channel_kind,
        cast(added_up.spend as decimal(18, 2)) as spend

    from added_up

    left join ranked_channels
        on added_up.order_id = ranked_channels.order_id
        and ranked_channels.channel_rank = 1

)

select * from orders
