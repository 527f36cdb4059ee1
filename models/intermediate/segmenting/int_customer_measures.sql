{%- set measures = ['recency_days', 'frequency', 'monetary', 'average_order_value'] %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

measures as (

    {%- for measure in measures %}
    select '{{ measure }}' as measure
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- one pass over the customers, where a branch for each measure would read them four times
measured as (

    select
        customers.segment,
        measures.measure,
        case measures.measure
            {%- for measure in measures %}
            when '{{ measure }}' then cast(customers.{{ measure }} as decimal(18, 6))
            {%- endfor %}
        end as measured_value

    from customers

    cross join measures

)

select * from measured
