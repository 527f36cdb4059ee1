with

customer_segments as (

    select * from {{ ref('customer_segments') }}

),

ranked as (

    {%- for ranking, measure in [('orders', 'frequency'), ('revenue', 'monetary')] %}
    select
        '{{ ranking }}' as ranking,
        cast(
            row_number() over (order by {{ measure }} desc, customer_id asc) as integer
        ) as customer_rank,
        analysis_date,
        customer_id,
        segment,
        cast(frequency as bigint) as orders,
        monetary as revenue

    from customer_segments
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

top_customers as (

    select
        ranking,
        customer_rank as rank,
        analysis_date,
        customer_id,
        segment,
        orders,
        revenue

    from ranked

    where customer_rank <= 10

)

select * from top_customers

order by ranking, rank
