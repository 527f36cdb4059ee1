{%- set rankings = {'orders': 'total_order_count', 'revenue': 'total_spend'} %}

with

customer_segments as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments') }}

),

-- the few ids first, so that nobody else is scored for this
{%- for ranking, measure in rankings.items() %}

top_by_{{ ranking }} as (

    select
        customer_id,
        {{ measure }}

    from {{ ref('omnichannel_rfm', 'int_customers') }}

    order by {{ measure }} desc, customer_id asc

    limit 10

),
{%- endfor %}

ranked as (

    {%- for ranking, measure in rankings.items() %}
    select
        '{{ ranking }}' as ranking,
        cast(
            row_number() over (order by {{ measure }} desc, customer_id asc) as integer
        ) as rank,
        customer_id

    from top_by_{{ ranking }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

top_customers as (

    select
        ranked.ranking,
        ranked.rank,
        customer_segments.analysis_date,
        ranked.customer_id,
        customer_segments.segment,
        cast(customer_segments.frequency as bigint) as orders,
        customer_segments.monetary as revenue,
        {{ omnichannel_rfm.run_columns() }}

    from ranked

    inner join customer_segments
        on ranked.customer_id = customer_segments.customer_id

)

select * from top_customers

order by ranking, rank
