with

customer_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

),

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

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
        customers_by_channel.channel_kind,
        customers_by_channel.channel,
        analysis_date.analysis_date,
        cast(customers_by_channel.customers as bigint) as customers,
        cast(customers_by_channel.orders as bigint) as orders,
        cast(customers_by_channel.revenue as decimal(28, 2)) as revenue,
        {{ omnichannel_rfm.exact_ratio(
            'customers_by_channel.orders', 'customers_by_channel.customers', 8
        ) }} as mean_orders,
        {{ omnichannel_rfm.exact_ratio(
            'customers_by_channel.revenue', 'customers_by_channel.customers', 8
        ) }} as mean_spend,
        {{ omnichannel_rfm.exact_ratio(
            'customers_by_channel.revenue', 'customers_by_channel.orders', 8
        ) }} as revenue_per_order,
        {{ omnichannel_rfm.run_columns() }}

    from customers_by_channel

    cross join analysis_date

)

select * from profiles

order by channel_kind, channel
