{{
    config(
        enabled=omnichannel_rfm.has_history(),
        materialized='table'
    )
}}

{%- set buckets = omnichannel_rfm.setting('score_buckets') %}
{%- set metrics = {
    'recency_days': {'score': 'recency_score', 'order': 'asc'},
    'frequency': {'score': 'frequency_score', 'order': 'desc'},
    'monetary': {'score': 'monetary_score', 'order': 'desc'},
} %}

with

history as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments_history') }}

),

-- who stands last below each boundary: of all with this score or a lower one, the best
ranked as (

    {%- for metric, layout in metrics.items() %}
    select
        history.as_of_date,
        history.score_partition,
        '{{ metric }}' as metric,
        boundaries.score,
        cast(history.{{ metric }} as decimal(18, 2)) as cut_value,
        history.customer_id as last_customer_id_below,
        row_number() over (
            partition by history.as_of_date, history.score_partition, boundaries.score
            order by history.{{ layout.score }} desc, history.{{ metric }} {{ layout.order }},
                history.customer_id desc
        ) as position_below

    from history

    inner join {{ omnichannel_rfm.score_values(buckets - 1) }} as boundaries
        on history.{{ layout.score }} <= boundaries.score
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

cuts as (

    select
        as_of_date,
        score_partition,
        {%- for metric in metrics %}
        {%- set metric_loop = loop %}
        {%- for score in range(1, buckets) %}
        max(
            case when metric = '{{ metric }}' and score = {{ score }} then cut_value end
        ) as {{ metric }}_cut_{{ score }},
        max(
            case
                when metric = '{{ metric }}' and score = {{ score }} then last_customer_id_below
            end
        ) as {{ metric }}_id_{{ score }}
        {{- ',' if not (loop.last and metric_loop.last) }}
        {%- endfor %}
        {%- endfor %}

    from ranked

    where position_below = 1

    group by
        as_of_date,
        score_partition

)

select * from cuts
