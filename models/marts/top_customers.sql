{%- set rankings = {'orders': 'frequency', 'revenue': 'monetary'} %}

with

customer_segments as (

    select * from {{ ref('customer_segments') }}

),

{%- for ranking, measure in rankings.items() %}

top_by_{{ ranking }} as (

    select * from customer_segments

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
        analysis_date,
        customer_id,
        segment,
        cast(frequency as bigint) as orders,
        monetary as revenue,
        {{ omnichannel_rfm.run_columns() }}

    from top_by_{{ ranking }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from ranked

order by ranking, rank
