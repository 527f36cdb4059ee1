{{ config(materialized='table') }}

{%- set measures = ['recency_days', 'frequency', 'monetary', 'average_order_value'] %}
{#- What holds the middle: half of the customers are at most there, and no more than half below. -#}
{%- set holds_the_middle = '2 * customers_at_most >= segment_customers'
    ~ ' and 2 * (customers_at_most - customers) <= segment_customers' %}

with

middles as (

    select * from {{ ref('omnichannel_rfm', 'int_segment_middles') }}

),

-- a bucket as wide as 1 TL holds few of the customers, and only those are ordered
near_middles as (

    select
        middles.*,
        case middles.measure
            {%- for measure in measures %}
            when '{{ measure }}' then cast(customers.{{ measure }} as decimal(18, 6))
            {%- endfor %}
        end as measured_value

    from {{ ref('omnichannel_rfm', 'int_customers_segmented') }} as customers

    inner join middles
        on customers.segment = middles.segment
        and middles.bucket = case middles.measure
            {%- for measure in measures %}
            when '{{ measure }}' then cast(floor(customers.{{ measure }}) as bigint)
            {%- endfor %}
        end

),

values_near_middles as (

    select
        segment,
        measure,
        measured_value,
        segment_customers,
        count(*) as customers,
        lower_customers + sum(count(*)) over (
            partition by segment, measure, lower_customers order by measured_value
            rows between unbounded preceding and current row
        ) as customers_at_most

    from near_middles

    group by
        segment,
        measure,
        measured_value,
        segment_customers,
        lower_customers

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

    from values_near_middles

    where {{ holds_the_middle }}

    group by
        segment,
        measure

)

select * from medians
