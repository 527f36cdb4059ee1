{{ config(materialized='table') }}

{#- Metric -> what it is counted by first; where that is not the value itself, values are ordered. -#}
{%- set buckets = {
    'recency_days': 'recency_days',
    'frequency': 'frequency',
    'monetary': 'cast(floor(monetary) as integer)',
    'average_order_value': 'cast(floor(average_order_value) as integer)',
} %}
{%- set ordered_metrics = ['monetary', 'average_order_value'] %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

bucketed as (

    select
        segment
        {%- for metric, bucket in buckets.items() %},
        {{ bucket }} as {{ metric }}_bucket
        {%- endfor %}

    from customers

),

-- all metrics in one pass over the customers
counted as (

    select
        segment,
        case
            {%- for metric in buckets %}
            when grouping({{ metric }}_bucket) = 0 then '{{ metric }}'
            {%- endfor %}
        end as metric,
        coalesce(
            {%- for metric in buckets %}
            {{ metric }}_bucket{{ ',' if not loop.last }}
            {%- endfor %}
        ) as bucket,
        count(*) as customers

    from bucketed

    group by
        grouping sets (
            {%- for metric in buckets %}
            (segment, {{ metric }}_bucket){{ ',' if not loop.last }}
            {%- endfor %}
        )

),

positioned as (

    select
        *,
        sum(customers) over (partition by segment, metric) as segment_customers,
        sum(customers) over (
            partition by segment, metric order by bucket
            rows between unbounded preceding and current row
        ) as customers_so_far

    from counted

),

-- the one or two buckets of the customers in the middle
middles as (

    select
        segment,
        metric,
        bucket,
        customers_so_far - customers as customers_below,
        customers_so_far,
        floor((segment_customers + 1) * 0.5) as lower_middle,
        floor(segment_customers * 0.5) + 1 as upper_middle

    from positioned

    where
        customers_so_far >= floor((segment_customers + 1) * 0.5)
        and customers_so_far - customers < floor(segment_customers * 0.5) + 1

),

-- a bucket as wide as 1 TL holds few of the customers, and only those are ordered
ordered as (

    {%- for metric in ordered_metrics %}
    select
        middles.segment,
        middles.metric,
        cast(customers.{{ metric }} as decimal(18, 6)) as metric_value,
        row_number() over (
            partition by middles.segment, middles.bucket
            order by customers.{{ metric }}, customers.customer_id
        ) + middles.customers_below as customer_position,
        middles.lower_middle,
        middles.upper_middle

    from customers

    inner join middles
        on customers.segment = middles.segment
        and {{ buckets[metric] | replace(metric, 'customers.' ~ metric) }} = middles.bucket

    where middles.metric = '{{ metric }}'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

middle_values as (

    select
        segment,
        metric,
        metric_value

    from ordered

    where customer_position in (lower_middle, upper_middle)

    union all

    select
        segment,
        metric,
        cast(bucket as decimal(18, 6)) as metric_value

    from middles

    where metric not in ('{{ ordered_metrics | join("', '") }}')

),

medians as (

    select
        segment,
        metric,
        -- halfway between the two in the middle, which may be one
        cast(
            (min(metric_value) + max(metric_value)) * {{ omnichannel_rfm.decimal_literal('0.5') }}
            as decimal(18, 4)
        ) as median

    from middle_values

    group by
        segment,
        metric

)

select * from medians
