{{ config(materialized='table') }}

{%- set measures = ['recency_days', 'frequency', 'monetary', 'average_order_value'] %}
{#- What holds the middle: half of the customers are at most there, and no more than half below. -#}
{%- set holds_the_middle = '2 * customers_at_most >= segment_customers'
    ~ ' and 2 * (customers_at_most - customers) <= segment_customers' %}

with

bucketed as (

    select
        segment
        {%- for measure in measures %},
        cast(floor({{ measure }}) as bigint) as {{ measure }}
        {%- endfor %}

    from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

-- all measures in one pass over the customers
buckets as (

    select
        segment,
        case
            {%- for measure in measures %}
            when grouping({{ measure }}) = 0 then '{{ measure }}'
            {%- endfor %}
        end as measure,
        coalesce({{ measures | join(', ') }}) as bucket,
        count(*) as customers

    from bucketed

    group by
        grouping sets ( -- noqa: PRS
            {%- for measure in measures %}
            (segment, {{ measure }}){{ ',' if not loop.last }}
            {%- endfor %}
        )

),

positioned as (

    select
        *,
        sum(customers) over (
            partition by segment, measure order by bucket
            rows between unbounded preceding and current row
        ) as customers_at_most,
        sum(customers) over (partition by segment, measure) as segment_customers

    from buckets

),

middle_buckets as (

    select
        segment,
        measure,
        bucket,
        customers_at_most - customers as lower_customers,
        segment_customers

    from positioned

    where {{ holds_the_middle }}

)

select * from middle_buckets
