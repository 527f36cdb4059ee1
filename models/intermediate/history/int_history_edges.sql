{{
    config(
        enabled=omnichannel_rfm.has_history()
        and omnichannel_rfm.setting('scoring_method') == 'quantile'
    )
}}

{%- set buckets = omnichannel_rfm.setting('score_buckets') %}

with

history as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments_history') }}

),

counted as (

    {%- for metric in ['recency_days', 'monetary'] %}
    select
        as_of_date,
        score_partition,
        '{{ metric }}' as metric,
        cast({{ metric }} as decimal(18, 2)) as metric_value,
        count(*) as holders

    from history

    group by
        as_of_date,
        score_partition,
        {{ metric }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

positions as (

    select
        *,
        sum(holders) over (partition by as_of_date, score_partition, metric) - 1
            as last_position,
        sum(holders) over (
            partition by as_of_date, score_partition, metric
            order by metric_value
            rows between unbounded preceding and current row
        ) - 1 as final_position

    from counted

),

edge_positions as (

    select
        positions.*,
        positions.final_position - positions.holders + 1 as first_position,
        digits.score,
        case
            when positions.metric = 'recency_days' then {{ buckets }} - digits.score
            else digits.score
        end * positions.last_position as scaled_position

    from positions

    cross join {{ omnichannel_rfm.score_values(buckets - 1) }} as digits

),

scaled_edges as (

    select
        as_of_date,
        score_partition,
        metric,
        score,
        sum(
            metric_value * {{ omnichannel_rfm.edge_weight(
                'first_position', 'final_position', 'scaled_position'
            ) }}
        ) as scaled_edge

    from edge_positions

    group by
        as_of_date,
        score_partition,
        metric,
        score

),

-- The edge itself belongs to the lower values: of days, the next whole one is below in
-- score; of money, the last cent up to it. To cut the rounded ratio off at the cent, a
-- little less than half a cent is taken off before.
edges as (

    select
        as_of_date,
        score_partition,
        metric,
        score,
        cast(
            case
                when metric = 'recency_days' then floor(scaled_edge / {{ buckets }}) + 1
                else {{ omnichannel_rfm.exact_ratio(
                    '(200 * scaled_edge - ' ~ (buckets - 1) ~ ')', 200 * buckets, 2
                ) }}
            end as decimal(18, 2)
        ) as cut_value

    from scaled_edges

)

select * from edges
