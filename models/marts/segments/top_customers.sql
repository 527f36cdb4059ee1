with

customer_segments as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments') }}

),

-- the few ids first, so that nobody else is scored for this
ranked as (

    {%- for ranking, measure in {'orders': 'total_order_count', 'revenue': 'total_spend'}.items() %}
    {%- set best_first = measure ~ ' desc, customer_id asc' %}
    select
        '{{ ranking }}' as ranking,
        cast(row_number() over (order by {{ best_first }}) as integer) as rank,
        customer_id

    from (
        select * from {{ ref('omnichannel_rfm', 'int_customers_measured') }}

        order by {{ best_first }}

        limit 10
    ) as best_by_{{ ranking }}
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
