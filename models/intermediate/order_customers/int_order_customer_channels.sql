{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

with

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

order_days as (

    select
        order_days.*,
        orders.channel,
        orders.channel_kind

    from {{ ref('omnichannel_rfm', 'int_order_days') }} as order_days

    cross join analysis_date

    inner join {{ ref('omnichannel_rfm', 'int_orders') }} as orders
        on order_days.order_id = orders.order_id

    where
        {{ omnichannel_rfm.in_look_back(
            'order_days.booked_date', 'analysis_date.analysis_date'
        ) }}

),

added_up as (

    select
        customer_id,
        {%- for kind in ['online', 'offline'] %}
        max(case when orders = 1 and channel_kind = '{{ kind }}' then known_date end)
            as last_{{ kind }}_order_date,
        -- with an order of no known channel there is no telling
        {%- for measure, type in {'order_count': 'integer', 'spend': 'decimal(28, 2)'}.items() %}
        cast(
            sum(
                case
                    when channel_kind = '{{ kind }}'
                        then {{ 'orders' if measure == 'order_count' else measure }}
                    else 0
                end
            ) + case when count(*) = count(channel_kind) then 0 end as {{ type }}
        ) as {{ kind }}_{{ measure }}{{ ',' if not loop.last }}
        {%- endfor %}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from order_days

    group by customer_id

),

channel_counts as (

    select
        customer_id,
        channel,
        count(*) as channel_orders,
        max(known_date) as last_date,
        max(concat(cast(known_date as {{ dbt.type_string() }}), ' ', order_id)) as last_order

    from order_days

    where
        orders = 1
        and channel is not null

    group by
        customer_id,
        channel

),

ranked_channels as (

    select
        *,
        row_number() over (
            partition by customer_id order by channel_orders desc, last_date desc, channel asc
        ) as frequency_rank,
        row_number() over (
            partition by customer_id order by last_date desc, last_order desc, channel asc
        ) as lateness_rank

    from channel_counts

),

customer_channels as (

    select
        added_up.*,
        most_frequent.channel as order_channel,
        latest.channel as last_order_channel

    from added_up

    left join ranked_channels as most_frequent
        on added_up.customer_id = most_frequent.customer_id
        and most_frequent.frequency_rank = 1

    left join ranked_channels as latest
        on added_up.customer_id = latest.customer_id
        and latest.lateness_rank = 1

)

select * from customer_channels
