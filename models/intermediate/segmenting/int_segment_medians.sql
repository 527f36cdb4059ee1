{{ config(materialized='table') }}

{#- Metric -> what it is counted by first; where that is not the value, values are ordered. -#}
{%- set buckets = {
    'recency_days': 'recency_days',
    'frequency': 'frequency',
    'monetary': 'cast(floor(monetary) as bigint)',
    'average_order_value': 'cast(floor(average_order_value) as bigint)',
} %}
{%- set ordered_measures = ['monetary', 'average_order_value'] %}
{%- set not_counted = "('" ~ ordered_measures | join("', '") ~ "')" %}

with

-- the customers are read twice, here and for near_middles: a CTE of them would be stored whole
bucketed as (

    select
        segment
        {%- for measure, bucket in buckets.items() %},
        {{ bucket }} as {{ measure }}_bucket
        {%- endfor %}

    from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

-- all measures in one pass over the customers
counted as (

    select
        segment,
        case
            {%- for measure in buckets %}
            when grouping({{ measure }}_bucket) = 0 then '{{ measure }}'
            {%- endfor %}
        end as measure,
        coalesce(
            {%- for measure in buckets %}
            {{ measure }}_bucket{{ ',' if not loop.last }}
            {%- endfor %}
        ) as bucket,
        count(*) as customers

    from bucketed

    group by
        grouping sets ( -- noqa: PRS
            {%- for measure in buckets %}
            (segment, {{ measure }}_bucket){{ ',' if not loop.last }}
            {%- endfor %}
        )

),

positioned as (

    select
        *,
        sum(customers) over (partition by segment, measure) as segment_customers,
        sum(customers) over (
            partition by segment, measure order by bucket
            rows between unbounded preceding and current row
        ) as customers_so_far

    from counted

),

-- the one or two buckets of the customers in the middle
middles as (

    select
        segment,
        measure,
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

limits as (

    select
        segment
        {%- for measure in ordered_measures %},
        min(case when measure = '{{ measure }}' then bucket end) as {{ measure }}_from,
        max(case when measure = '{{ measure }}' then bucket end) as {{ measure }}_to
        {%- endfor %}

    from middles

    group by segment

),

-- a bucket as wide as 1 TL holds few of the customers, and only those are ordered
near_middles as (

    select
        customers.segment,
        customers.customer_id
        {%- for measure in ordered_measures %},
        customers.{{ measure }}
        {%- endfor %}

    from {{ ref('omnichannel_rfm', 'int_customers_segmented') }} as customers

    inner join limits
        on customers.segment = limits.segment

    where
        {%- for measure in ordered_measures %}
        {{ 'or ' if not loop.first -}}
        {{ buckets[measure] | replace(measure, 'customers.' ~ measure) }}
            between limits.{{ measure }}_from and limits.{{ measure }}_to
        {%- endfor %}

),

ordered as (

    {%- for measure in ordered_measures %}
    select
        middles.segment,
        middles.measure,
        cast(near_middles.{{ measure }} as decimal(28, 6)) as measured_value,
        row_number() over (
            partition by middles.segment, middles.bucket
            order by near_middles.{{ measure }}, near_middles.customer_id
        ) + middles.customers_below as customer_position,
        middles.lower_middle,
        middles.upper_middle

    from near_middles

    inner join middles
        on near_middles.segment = middles.segment
        and {{ buckets[measure] | replace(measure, 'near_middles.' ~ measure) }} = middles.bucket

    where middles.measure = '{{ measure }}'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

middle_values as (

    select
        segment,
        measure,
        measured_value

    from ordered

    where customer_position in (lower_middle, upper_middle)

    union all

    select
        segment,
        measure,
        cast(bucket as decimal(28, 6)) as measured_value

    from middles

    where measure not in {{ not_counted }}

),

medians as (

    select
        segment,
        measure,
        -- halfway between the two in the middle, which may be one
        cast(
            (min(measured_value) + max(measured_value))
            * {{ omnichannel_rfm.decimal_literal('0.5') }}
            as decimal(18, 4)
        ) as median_value

    from middle_values

    group by
        segment,
        measure

)

select * from medians
