{%- set metrics = ['recency_days', 'frequency', 'monetary', 'average_order_value'] %}

with

customer_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

),

segment_medians as (

    select * from {{ ref('omnichannel_rfm', 'int_segment_medians') }}

),

segments as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

),

totals as (

    select
        sum(customers) as customers,
        sum(revenue) as revenue

    from customer_groups

),

added_up as (

    select
        segment,
        sum(customers) as customers,
        sum(revenue) as revenue,
        {{ omnichannel_rfm.exact_ratio('sum(recency_days_sum)', 'sum(customers)', 8) }}
            as mean_recency_days,
        {{ omnichannel_rfm.exact_ratio('sum(orders)', 'sum(customers)', 8) }} as mean_frequency,
        {{ omnichannel_rfm.exact_ratio('sum(revenue)', 'sum(customers)', 8) }} as mean_monetary,
        {{ omnichannel_rfm.exact_ratio('sum(average_order_value_sum)', 'sum(customers)', 8) }}
            as mean_average_order_value

    from customer_groups

    group by segment

),

medians as (

    select
        segment,
        {%- for metric in metrics %}
        max(case when measure = '{{ metric }}' then median_value end) as median_{{ metric }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from segment_medians

    group by segment

),

profiles as (

    select
        segments.segment,
        segments.analysis_date,
        cast(coalesce(added_up.customers, 0) as bigint) as customers,
        cast(
            {{ omnichannel_rfm.exact_ratio('coalesce(added_up.customers, 0)', 'totals.customers') }}
            as decimal(9, 6)
        ) as customer_share,
        cast(coalesce(added_up.revenue, 0) as decimal(28, 2)) as revenue,
        {{ omnichannel_rfm.exact_ratio('coalesce(added_up.revenue, 0)', 'totals.revenue') }}
            as revenue_share,
        {%- for metric in metrics %}
        added_up.mean_{{ metric }},
        cast(medians.median_{{ metric }} as decimal(18, 4)) as median_{{ metric }},
        {%- endfor %}
        {{ omnichannel_rfm.run_columns() }}

    from segments

    cross join totals

    left join added_up
        on segments.segment = added_up.segment

    left join medians
        on segments.segment = medians.segment

)

select * from profiles

order by segment
