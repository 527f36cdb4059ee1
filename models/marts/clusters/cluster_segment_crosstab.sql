{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

centres as (

    select unnest(centres, max_depth := 2) from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

segments as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

),

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_clusters') }}

),

counted as (

    {%- for method, cluster in {'kmeans': 'cluster', 'ward': 'ward_cluster'}.items() %}
    select
        '{{ method }}' as method,
        {{ cluster }} as cluster,
        segment,
        count(*) as customers,
        sum(monetary) as revenue

    from customers

    group by
        {{ cluster }},
        segment
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

cells as (

    select
        centres.method,
        centres.cluster,
        centres.label,
        segments.segment,
        segments.analysis_date,
        coalesce(counted.customers, 0) as customers,
        coalesce(counted.revenue, 0) as revenue,
        sum(coalesce(counted.customers, 0)) over (partition by centres.method, centres.cluster)
            as cluster_customers,
        sum(coalesce(counted.customers, 0)) over (partition by centres.method, segments.segment)
            as segment_customers

    from centres

    cross join segments

    left join counted
        on centres.method = counted.method
        and centres.cluster = counted.cluster
        and segments.segment = counted.segment

),

crosstab as (

    select
        method,
        cluster,
        label,
        segment,
        analysis_date,
        cast(customers as bigint) as customers,
        cast(revenue as decimal(28, 2)) as revenue,
        cast(
            {{ omnichannel_rfm.exact_ratio('customers', 'cluster_customers') }} as decimal(9, 6)
        ) as share_of_cluster_customers,
        cast(
            {{ omnichannel_rfm.exact_ratio('customers', 'segment_customers') }} as decimal(9, 6)
        ) as share_of_segment_customers,
        {{ omnichannel_rfm.run_columns() }}

    from cells

)

select * from crosstab

order by method, cluster, segment
