{{
    config(
        enabled=omnichannel_rfm.has_history(),
        materialized='table'
    )
}}

{%- set buckets = omnichannel_rfm.setting('score_buckets') %}
{%- set method = omnichannel_rfm.setting('scoring_method') %}
{#- Quantiles rank equal order counts: decision 0005. -#}
{%- set ranked_metrics = {'quantile': ['frequency'], 'thresholds': []}.get(
    method, ['recency_days', 'frequency', 'monetary']
) %}
{%- set by_value = {'quantile': 'int_history_edges', 'thresholds': 'int_history_limits'} %}

with

{%- if ranked_metrics %}

held as (

    {%- for metric in ranked_metrics %}
    {%- set score = metric.replace('_days', '') ~ '_score' %}
    select
        as_of_date,
        score_partition,
        '{{ metric }}' as metric,
        {{ score }} as score,
        cast({{ metric }} as decimal(18, 2)) as metric_value,
        max(customer_id) as last_customer_id

    from {{ ref('omnichannel_rfm', 'customer_segments_history') }}

    group by
        as_of_date,
        score_partition,
        {{ score }},
        {{ metric }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- the best value of each score, and the highest score that anybody has with that value
best_first as (

    select
        *,
        max(score) over (
            partition by as_of_date, score_partition, metric, metric_value
        ) as highest_score,
        row_number() over (
            partition by as_of_date, score_partition, metric, score
            order by
                case when metric = 'recency_days' then 1 else -1 end * metric_value
        ) as position_in_score

    from held

),

-- last below a boundary is the best customer of the highest score that is not above it
below as (

    select
        best_first.*,
        boundaries.score as boundary_score,
        row_number() over (
            partition by
                best_first.as_of_date, best_first.score_partition, best_first.metric,
                boundaries.score
            order by best_first.score desc
        ) as position_below

    from best_first

    inner join {{ omnichannel_rfm.score_values(buckets - 1) }} as boundaries
        on best_first.score <= boundaries.score

    where best_first.position_in_score = 1

),
{%- endif %}

history_boundaries as (
    {%- if ranked_metrics %}

    select
        as_of_date,
        score_partition,
        metric,
        boundary_score as score,
        metric_value as cut_value,
        case when highest_score > boundary_score then last_customer_id end
            as last_customer_id_below

    from below

    where position_below = 1
    {%- endif %}
    {{- '\n\n    union all' if ranked_metrics and method in by_value }}
    {%- if method in by_value %}

    select
        as_of_date,
        score_partition,
        metric,
        score,
        cut_value,
        cast(null as {{ dbt.type_string() }}) as last_customer_id_below

    from {{ ref('omnichannel_rfm', by_value[method]) }}
    {%- endif %}

)

select * from history_boundaries
