{{ config(enabled=omnichannel_rfm.setting('scoring_method') == 'quantile') }}

{%- set buckets = omnichannel_rfm.setting('score_buckets') %}

with

metric_values as (

    select * from {{ ref('omnichannel_rfm', 'int_metric_values') }}

),

sizes as (

    select
        metric,
        score_partition,
        sum(holders) - 1 as last_position

    from metric_values

    group by
        metric,
        score_partition

),

-- values and positions in rising order: qcut labels recency from the other end
positions as (

    select
        metric_values.metric,
        metric_values.score_partition,
        metric_values.metric_value,
        metric_values.customers_so_far,
        sizes.last_position,
        case
            when metric_values.metric = 'recency_days'
                then sizes.last_position + 1 - metric_values.customers_so_far
            else metric_values.customers_so_far - metric_values.holders
        end as first_position,
        case
            when metric_values.metric = 'recency_days'
                then sizes.last_position - metric_values.customers_so_far + metric_values.holders
            else metric_values.customers_so_far - 1
        end as final_position

    from metric_values

    inner join sizes
        on metric_values.metric = sizes.metric
        and metric_values.score_partition = sizes.score_partition

),

edge_positions as (

    select
        sizes.metric,
        sizes.score_partition,
        digits.score,
        sizes.last_position,
        case
            when sizes.metric = 'recency_days' then {{ buckets }} - digits.score else digits.score
        end * sizes.last_position as scaled_position

    from sizes

    cross join {{ omnichannel_rfm.score_values(buckets - 1) }} as digits

),

-- An edge lies at last_position * edge / buckets, between two customers. Each weighs in with its
-- nearness, so this is the interpolated edge times the buckets, exact: decision 0005.
edges as (

    select
        edge_positions.metric,
        edge_positions.score_partition,
        edge_positions.score,
        sum(
            positions.metric_value
            * {{ omnichannel_rfm.edge_weight(
                'positions.first_position', 'positions.final_position',
                'edge_positions.scaled_position'
            ) }}
        ) as scaled_edge

    from edge_positions

    inner join positions
        on edge_positions.metric = positions.metric
        and edge_positions.score_partition = positions.score_partition

    where edge_positions.metric <> 'frequency'

    group by
        edge_positions.metric,
        edge_positions.score_partition,
        edge_positions.score

),

-- the edge itself belongs to the lower values
value_boundaries as (

    select
        edges.metric,
        edges.score_partition,
        edges.score,
        sum(
            case
                when edges.metric = 'recency_days'
                    and positions.metric_value * {{ buckets }} > edges.scaled_edge
                    then positions.final_position - positions.first_position + 1
                when edges.metric = 'monetary'
                    and positions.metric_value * {{ buckets }} <= edges.scaled_edge
                    then positions.final_position - positions.first_position + 1
                else 0
            end
        ) as customers_below

    from edges

    inner join positions
        on edges.metric = positions.metric
        and edges.score_partition = positions.score_partition

    group by
        edges.metric,
        edges.score_partition,
        edges.score

),

-- equal order counts are told apart by customer_id first, as in the source material
rank_boundaries as (

    select
        metric,
        score_partition,
        score,
        floor(scaled_position / {{ buckets }}) + 1 as customers_below

    from edge_positions

    where metric = 'frequency'

),

boundaries as (

    select
        metric,
        score_partition,
        score,
        cast(customers_below as bigint) as customers_below

    from value_boundaries

    union all

    select
        metric,
        score_partition,
        score,
        cast(customers_below as bigint) as customers_below

    from rank_boundaries

)

select * from boundaries
