{{
    config(
        enabled=omnichannel_rfm.input_form() == 'orders',
        materialized='table'
    )
}}

{%- set partition_by = omnichannel_rfm.setting('score_partition_by') %}

with

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
        order_date as known_date,
        sum(booked_amount) as spend,
        max(
            case
                when policy = 'count'
                    then cast({{ partition_by or 'null' }} as {{ dbt.type_string() }})
            end
        ) as score_partition,
        max(case when policy = 'count' then 1 else 0 end) as has_counted_line

    from order_lines

    group by
        customer_id,
        order_id,
        order_date

),

-- an order is counted once, on the first day on which something of it counts
counted as (

    select
        *,
        min(case when has_counted_line = 1 then known_date end) over (partition by order_id)
            as order_date

    from added_up

),

order_days as (

    select
        customer_id,
        order_id,
        order_date,
        known_date,
        case
            when '{{ omnichannel_rfm.setting('return_date') }}' = 'order'
                then coalesce(least(order_date, known_date), known_date)
            else known_date
        end as booked_date,
        case when known_date = order_date then 1 else 0 end as orders,
        cast(spend as decimal(18, 2)) as spend,
        score_partition

    from counted

)

select * from order_days
