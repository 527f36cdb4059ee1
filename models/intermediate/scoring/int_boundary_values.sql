{{ config(materialized='table') }}

with

boundaries as (

    select * from {{ ref(
        'omnichannel_rfm', 'int_boundaries_by_' ~ omnichannel_rfm.setting('scoring_method')
    ) }}

),

metric_values as (

    select * from {{ ref('omnichannel_rfm', 'int_metric_values') }}

),

boundary_values as (

    select
        boundaries.analysis_date,
        boundaries.score_partition,
        boundaries.metric,
        boundaries.score,
        boundaries.customers_below,
        metric_values.metric_value as cut_value,
        coalesce(boundaries.limit_value, metric_values.metric_value) as limit_value,
        cast(metric_values.holders as bigint) as holders,
        cast(
            boundaries.customers_below - metric_values.customers_so_far + metric_values.holders
            as bigint
        ) as holders_below

    from boundaries

    left join metric_values
        on boundaries.analysis_date = metric_values.analysis_date
        and boundaries.score_partition = metric_values.score_partition
        and boundaries.metric = metric_values.metric
        and boundaries.customers_below <= metric_values.customers_so_far
        and boundaries.customers_below > metric_values.customers_so_far - metric_values.holders

)

select * from boundary_values
