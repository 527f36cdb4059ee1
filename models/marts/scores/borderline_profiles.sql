with

metric_values as (

    select * from {{ ref('omnichannel_rfm', 'int_metric_values') }}

    where analysis_date = {{ omnichannel_rfm.analysis_date() }}

),

totals as (

    select
        metric,
        score_partition,
        sum(holders) as customers

    from metric_values

    group by metric, score_partition

),

boundaries as (

    select
        cut_values.metric,
        cut_values.score_partition,
        cut_values.score as boundary_score,
        cut_values.cut_value,
        cast(
            greatest(
                margins.margin,
                round(abs(cast(cut_values.cut_value as decimal(28, 2))) * margins.margin_share, 2)
            ) as decimal(18, 2)
        ) as margin

    from {{ ref('omnichannel_rfm', 'int_boundary_values') }} as cut_values

    left join {{ omnichannel_rfm.input_model('borderline_margins') }} as margins
        on cut_values.metric = margins.metric

    where cut_values.analysis_date = {{ omnichannel_rfm.analysis_date() }}

),

-- a customer near several boundaries counts at the nearest, so that the counts add up
near_boundaries as (

    select
        boundaries.*,
        metric_values.holders,
        row_number() over (
            partition by boundaries.metric, boundaries.score_partition, metric_values.metric_value
            order by
                abs(metric_values.metric_value - boundaries.cut_value),
                boundaries.boundary_score
        ) as nearness

    from metric_values

    inner join boundaries
        on metric_values.metric = boundaries.metric
        and metric_values.score_partition = boundaries.score_partition
        and abs(metric_values.metric_value - boundaries.cut_value) <= boundaries.margin

),

counted as (

    select
        metric,
        score_partition,
        boundary_score,
        sum(holders) as customers

    from near_boundaries

    where nearness = 1

    group by
        metric,
        score_partition,
        boundary_score

),

profiles as (

    select
        boundaries.metric,
        boundaries.score_partition,
        boundaries.boundary_score,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        boundaries.cut_value,
        boundaries.margin,
        cast(coalesce(counted.customers, 0) as bigint) as customers,
        cast(
            {{ omnichannel_rfm.exact_ratio('coalesce(counted.customers, 0)', 'totals.customers') }}
            as decimal(9, 6)
        ) as customer_share,
        {{ omnichannel_rfm.run_columns() }}

    from boundaries

    left join totals
        on boundaries.metric = totals.metric
        and boundaries.score_partition = totals.score_partition

    left join counted
        on boundaries.metric = counted.metric
        and boundaries.score_partition = counted.score_partition
        and boundaries.boundary_score = counted.boundary_score

)

select * from profiles

order by metric, score_partition, boundary_score
