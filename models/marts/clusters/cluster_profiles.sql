{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

{%- set measures = [
    'recency_days', 'frequency', 'monetary', 'tenure_days', 'online_order_count',
    'offline_order_count', 'online_spend', 'offline_spend'
] %}

with

centres as (

    select unnest(centres, max_depth := 2) from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_clusters') }}

),

totals as (

    select
        max(analysis_date) as analysis_date,
        count(*) as customers,
        sum(monetary) as revenue

    from customers

),

added_up as (

    {%- for method, cluster in {'kmeans': 'cluster', 'ward': 'ward_cluster'}.items() %}
    select
        '{{ method }}' as method,
        {{ cluster }} as cluster,
        count(*) as customers,
        sum(monetary) as revenue,
        {%- for measure in measures %}
        sum({{ measure }}) as {{ measure }}_sum,
        min({{ measure }}) as lowest_{{ measure }},
        max({{ measure }}) as highest_{{ measure }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers

    group by {{ cluster }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

profiles as (

    select
        centres.method,
        centres.cluster,
        centres.label,
        centres.value_rank,
        totals.analysis_date,
        cast(coalesce(added_up.customers, 0) as bigint) as customers,
        cast(
            {{ omnichannel_rfm.exact_ratio('coalesce(added_up.customers, 0)', 'totals.customers') }}
            as decimal(9, 6)
        ) as customer_share,
        cast(coalesce(added_up.revenue, 0) as decimal(28, 2)) as revenue,
        {{ omnichannel_rfm.exact_ratio('coalesce(added_up.revenue, 0)', 'totals.revenue') }}
            as revenue_share,
        {%- for measure in measures %}
        {{ omnichannel_rfm.exact_ratio(
            'added_up.' ~ measure ~ '_sum', 'added_up.customers', 8
        ) }} as mean_{{ measure }},
        added_up.lowest_{{ measure }},
        added_up.highest_{{ measure }},
        {%- endfor %}
        {{ omnichannel_rfm.run_columns() }}

    from centres

    cross join totals

    left join added_up
        on centres.method = added_up.method
        and centres.cluster = added_up.cluster

)

select * from profiles

order by method, cluster
