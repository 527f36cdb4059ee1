{{ config(materialized='table') }}

{#- What holds the middle: half of the customers are at most there, and no more than half below. -#}
{%- set holds_the_middle = '2 * customers_at_most >= segment_customers'
    ~ ' and 2 * (customers_at_most - customers) <= segment_customers' %}

with

-- the measures are read twice: a CTE of them would be stored whole
buckets as (

    select
        segment,
        measure,
        floor(measured_value) as bucket,
        count(*) as customers,
        sum(count(*)) over (
            partition by segment, measure order by floor(measured_value)
            rows between unbounded preceding and current row
        ) as customers_at_most,
        sum(count(*)) over (partition by segment, measure) as segment_customers

    from {{ ref('omnichannel_rfm', 'int_customer_measures') }}

    group by
        segment,
        measure,
        floor(measured_value)

),

middle_buckets as (

    select
        segment,
        measure,
        bucket,
        customers_at_most - customers as customers_below,
        segment_customers

    from buckets

    where {{ holds_the_middle }}

),

-- a bucket as wide as 1 TL holds few of the customers, and only those are ordered
middle_values as (

    select
        measures.segment,
        measures.measure,
        measures.measured_value,
        middle_buckets.segment_customers,
        count(*) as customers,
        middle_buckets.customers_below + sum(count(*)) over (
            partition by measures.segment, measures.measure, middle_buckets.customers_below
            order by measures.measured_value
            rows between unbounded preceding and current row
        ) as customers_at_most

    from {{ ref('omnichannel_rfm', 'int_customer_measures') }} as measures

    inner join middle_buckets
        on measures.segment = middle_buckets.segment
        and measures.measure = middle_buckets.measure
        and floor(measures.measured_value) = middle_buckets.bucket

    group by
        measures.segment,
        measures.measure,
        measures.measured_value,
        middle_buckets.segment_customers,
        middle_buckets.customers_below

),

-- halfway between the two in the middle, which may be one
medians as (

    select
        segment,
        measure,
        cast(
            (cast(min(measured_value) as decimal(28, 6)) + max(measured_value))
            * {{ omnichannel_rfm.decimal_literal('0.5') }}
            as decimal(18, 4)
        ) as median_value

    from middle_values

    where {{ holds_the_middle }}

    group by
        segment,
        measure

)

select * from medians
