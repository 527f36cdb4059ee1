{{ config(enabled=omnichannel_rfm.setting('scoring_method') == 'quantile') }}

{%- set buckets = omnichannel_rfm.setting('score_buckets') %}
{%- set edges = range(1, buckets) %}

with

customers as (

    select * from {{ ref('int_customers_measured') }}

),

ranked as (

    select
        *,
        count(*) over () - 1 as last_position,
        row_number() over (order by recency_days, customer_id) - 1 as recency_position,
        row_number() over (order by frequency, customer_id) - 1 as frequency_position,
        row_number() over (order by monetary, customer_id) - 1 as monetary_position

    from customers

),

-- An edge lies at position last_position * edge / buckets, between two customers. Each weighs in
-- with its nearness, so this is the interpolated edge times the buckets, exact: decision 0005.
edges as (

    select
        {%- for edge in edges %}
        sum(
            recency_days
            * greatest(
                0,
                {{ buckets }} - abs(last_position * {{ edge }} - recency_position * {{ buckets }})
            )
        ) as recency_edge_{{ edge }},
        sum(
            monetary
            * greatest(
                0,
                {{ buckets }} - abs(last_position * {{ edge }} - monetary_position * {{ buckets }})
            )
        ) as monetary_edge_{{ edge }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from ranked

),

scored as (

    select
        ranked.*,
        {{ buckets }}
        {%- for edge in edges %}
        - case
            when ranked.recency_days * {{ buckets }} > edges.recency_edge_{{ edge }} then 1 else 0
        end
        {%- endfor %} as recency_score,
        -- equal order counts are told apart by customer_id first, as in the source material
        1
        {%- for edge in edges %}
        + case
            when ranked.frequency_position * {{ buckets }} > ranked.last_position * {{ edge }}
                then 1
            else 0
        end
        {%- endfor %} as frequency_score,
        1
        {%- for edge in edges %}
        + case
            when ranked.monetary * {{ buckets }} > edges.monetary_edge_{{ edge }} then 1 else 0
        end
        {%- endfor %} as monetary_score

    from ranked

    cross join edges

)

select * from scored
