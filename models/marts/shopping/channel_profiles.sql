with

customer_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

),

customers_by_channel as (

    {%- for channel_kind in ['order_channel', 'last_order_channel'] %}
    select
        '{{ channel_kind }}' as channel_kind,
        coalesce({{ channel_kind }}, '(none)') as channel,
        sum(customers) as customers,
        sum(orders) as orders,
        sum(revenue) as revenue

    from customer_groups

    group by coalesce({{ channel_kind }}, '(none)')
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

profiles as (

    select
        channel_kind,
        channel,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cast(customers as bigint) as customers,
        cast(orders as bigint) as orders,
        cast(revenue as decimal(28, 2)) as revenue,
        {{ omnichannel_rfm.exact_ratio(
            'orders', 'customers', 8
        ) }} as mean_orders,
        {{ omnichannel_rfm.exact_ratio(
            'revenue', 'customers', 8
        ) }} as mean_spend,
        {{ omnichannel_rfm.exact_ratio(
            'revenue', 'orders', 8
        ) }} as revenue_per_order,
        {{ omnichannel_rfm.run_columns() }}

    from customers_by_channel

)

select * from profiles

order by channel_kind, channel
