{{ config(materialized='table') }}

{%- set method = omnichannel_rfm.setting('scoring_method') %}

with

boundaries as (

    select * from {{ ref(
        'omnichannel_rfm', 'int_score_boundaries_by_' ~ method.replace('_window', '')
    ) }}

),

metric_values as (

    select * from {{ ref('omnichannel_rfm', 'int_metric_values') }}

),

cut_values as (

    select
        boundaries.metric,
        boundaries.score_partition,
        boundaries.score,
        boundaries.customers_below,
        metric_values.metric_value as cut_value,
        cast(metric_values.holders as bigint) as holders,
        cast(
            boundaries.customers_below - metric_values.customers_so_far + metric_values.holders
            as bigint
        ) as holders_below

    from boundaries

    left join metric_values
        on boundaries.metric = metric_values.metric
        and boundaries.score_partition = metric_values.score_partition
        and boundaries.customers_below <= metric_values.customers_so_far
        and boundaries.customers_below > metric_values.customers_so_far - metric_values.holders

)

select * from cut_values
