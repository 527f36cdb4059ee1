{%- set metrics = ['recency_days', 'frequency', 'monetary', 'average_order_value'] %}

with

customer_segments as (

    select * from {{ ref('customer_segments') }}

),

segments as (

    select * from {{ ref('segments') }}

),

totals as (

    select
        count(*) as customers,
        sum(monetary) as revenue

    from customer_segments

),

measured as (

    select
        segment,
        count(*) as customers,
        sum(monetary) as revenue,
        {%- for metric in metrics %}
        {{ omnichannel_rfm.exact_ratio('sum(' ~ metric ~ ')', 'count(' ~ metric ~ ')', 8) }}
            as mean_{{ metric }},
        {{ omnichannel_rfm.quantile(metric, 0.5) }} as median_{{ metric }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customer_segments

    group by segment

),

profiles as (

    select
        segments.segment,
        segments.analysis_date,
        cast(coalesce(measured.customers, 0) as bigint) as customers,
        cast(
            {{ omnichannel_rfm.exact_ratio('coalesce(measured.customers, 0)', 'totals.customers') }}
            as decimal(9, 6)
        ) as customer_share,
        cast(coalesce(measured.revenue, 0) as decimal(18, 2)) as revenue,
        cast(
            {{ omnichannel_rfm.exact_ratio('coalesce(measured.revenue, 0)', 'totals.revenue') }}
            as decimal(9, 6)
        ) as revenue_share,
        {%- for metric in metrics %}
        measured.mean_{{ metric }},
        measured.median_{{ metric }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from segments

    cross join totals

    left join measured
        on segments.segment = measured.segment

)

select * from profiles

order by segment
