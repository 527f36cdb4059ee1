{{
    config(
        enabled=omnichannel_rfm.has_history()
        and omnichannel_rfm.setting('scoring_method') == 'thresholds'
    )
}}

with

score_groups as (

    select distinct
        as_of_date,
        score_partition

    from {{ ref('omnichannel_rfm', 'customer_segments_history') }}

),

fixed_thresholds as (

    select
        metric,
        score,
        cast(threshold as decimal(28, 6)) as threshold

    from {{ omnichannel_rfm.input_model('fixed_score_thresholds') }}

),

-- a score begins at its limit: what misses it by a day, an order or a cent is below
limits as (

    select
        score_groups.as_of_date,
        score_groups.score_partition,
        fixed_thresholds.metric,
        cast(fixed_thresholds.score - 1 as integer) as score,
        cast(
            case fixed_thresholds.metric
                when 'recency_days' then floor(fixed_thresholds.threshold) + 1
                when 'frequency' then ceil(fixed_thresholds.threshold) - 1
                else (ceil(fixed_thresholds.threshold * 100) - 1)
                    * {{ omnichannel_rfm.decimal_literal('0.01') }}
            end as decimal(18, 2)
        ) as cut_value

    from score_groups

    cross join fixed_thresholds

)

select * from limits
