{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set breakdowns = [
    'category', 'gender', 'payment_method', 'region', 'state', 'store', 'channel'
] %}
{%- set buckets = omnichannel_rfm.setting('score_buckets') %}

with

customers as (

    select
        customer_id,
        segment,
        monetary_score

    from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

tiers as (

    select
        m_min,
        m_max,
        score_buckets,
        segment as tier

    from {{ omnichannel_rfm.input_model('segment_maps') }}

    where map_id = 'tier3'

),

customers_with_tiers as (

    select
        customers.customer_id,
        customers.segment,
        coalesce(tiers.tier, '(none)') as tier

    from customers

    -- maps of another project may come without it
    left join tiers
        on {{ omnichannel_rfm.stretched_score(
            'customers.monetary_score', buckets, 'tiers.score_buckets'
        ) }} between tiers.m_min and tiers.m_max

),

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'int_order_lines_counted') }}

),

-- read once per branch, by few columns each
added_up as (

    {%- for breakdown in breakdowns %}
    select
        '{{ breakdown }}' as breakdown,
        coalesce(order_lines.{{ breakdown }}, '(none)') as breakdown_value,
        customers_with_tiers.segment,
        customers_with_tiers.tier,
        count(distinct order_lines.customer_id) as customers,
        count(distinct order_lines.counted_order_id) as orders,
        sum(case when order_lines.policy = 'count' then 1 else 0 end) as counted_lines,
        count(case when order_lines.policy = 'count' then order_lines.quantity end)
            as lines_with_quantity,
        sum(case when order_lines.policy = 'count' then order_lines.quantity end) as quantity,
        sum(case when order_lines.policy = 'count' then order_lines.amount end) as amount,
        sum(case when order_lines.policy = 'count' then order_lines.discount end) as discount,
        sum(order_lines.booked_amount) as revenue

    from order_lines

    inner join customers_with_tiers
        on order_lines.customer_id = customers_with_tiers.customer_id

    group by
        coalesce(order_lines.{{ breakdown }}, '(none)'),
        customers_with_tiers.segment,
        customers_with_tiers.tier
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

order_breakdowns as (

    select
        breakdown,
        cast(breakdown_value as {{ dbt.type_string() }}) as breakdown_value,
        segment,
        tier,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cast(customers as bigint) as customers,
        cast(orders as bigint) as orders,
        cast(revenue as decimal(28, 2)) as revenue,
        cast(discount as decimal(28, 2)) as discount,
        {{ omnichannel_rfm.exact_ratio('quantity', 'lines_with_quantity') }}
            as mean_quantity,
        {{ omnichannel_rfm.exact_ratio('amount', 'counted_lines') }}
            as mean_amount,
        {{ omnichannel_rfm.run_columns() }}

    from added_up

)

select * from order_breakdowns

order by breakdown, breakdown_value, segment, tier
