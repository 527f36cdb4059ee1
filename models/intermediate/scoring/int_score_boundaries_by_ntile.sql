{{ config(enabled=omnichannel_rfm.setting('scoring_method') in ['ntile', 'ntile_window']) }}

{%- set buckets = omnichannel_rfm.setting('score_buckets') %}

with

metric_values as (

    select * from {{ ref('omnichannel_rfm', 'int_metric_values') }}

),

metrics as (

    select
        metric,
        score_partition,
        sum(holders) as customers

    from metric_values

    group by
        metric,
        score_partition

),

-- as ntile() deals: even groups, and the first ones take one more while the remainder lasts
boundaries as (

    select
        metrics.metric,
        metrics.score_partition,
        digits.score,
        cast(
            digits.score * floor(metrics.customers / {{ buckets }})
            + least(digits.score, mod(metrics.customers, {{ buckets }})) as bigint
        ) as customers_below

    from metrics

    cross join {{ omnichannel_rfm.score_values(buckets - 1) }} as digits

)

select * from boundaries
