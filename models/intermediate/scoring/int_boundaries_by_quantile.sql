{{ config(enabled=omnichannel_rfm.setting('scoring_method') == 'quantile') }}

{%- set buckets = omnichannel_rfm.setting('score_buckets') %}
{%- set scored_together = 'analysis_date, score_partition, metric' %}

with

metric_values as (

    select * from {{ ref('omnichannel_rfm', 'int_metric_values') }}

),

-- the customers in rising order, numbered from 0: those of a value stand up to its final position
positions as (

    select
        *,
        sum(holders) over (partition by {{ scored_together }}) - 1 as last_position,
        sum(holders) over (
            partition by {{ scored_together }}
            order by metric_value
            rows between unbounded preceding and current row
        ) - 1 as final_position

    from metric_values

),

-- an edge lies at last_position * edge / buckets; qcut labels recency from the other end
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

-- The edge between two customers: each weighs in with its nearness, so this is the interpolated
-- edge times the buckets, exact: decision 0005.
edges as (

    select
        *,
        sum(
            metric_value * {{ omnichannel_rfm.edge_weight(
                'first_position', 'final_position', 'scaled_position'
            ) }}
        ) over (partition by {{ scored_together }}, score) as scaled_edge

    from edge_positions

),

-- the edge itself belongs to the lower values
boundaries as (

    select
        analysis_date,
        score_partition,
        metric,
        score,
        cast(
            case
                -- equal order counts are told apart by customer_id first, as in the source material
                when metric = 'frequency' then floor(max(scaled_position) / {{ buckets }}) + 1
                else sum(
                    case
                        when metric = 'recency_days' and metric_value * {{ buckets }} > scaled_edge
                            then holders
                        when metric = 'monetary' and metric_value * {{ buckets }} <= scaled_edge
                            then holders
                        else 0
                    end
                )
            end as bigint
        ) as customers_below,
        -- of days, the next whole one is below in score; of money, the last cent up to the edge: to
        -- cut the rounded ratio off at the cent, a little less than half a cent is taken off before
        cast(
            case
                when metric = 'recency_days' then floor(max(scaled_edge) / {{ buckets }}) + 1
                when metric = 'monetary'
                    then {{ omnichannel_rfm.exact_ratio(
                        '(200 * max(scaled_edge) - ' ~ (buckets - 1) ~ ')', 200 * buckets, 2
                    ) }}
            end as decimal(18, 2)
        ) as limit_value

    from edges

    group by
        analysis_date,
        score_partition,
        metric,
        score

)

select * from boundaries
