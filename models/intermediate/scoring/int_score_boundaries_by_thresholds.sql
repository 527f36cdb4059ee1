{{
    config(
        enabled=omnichannel_rfm.setting('scoring_method') == 'thresholds',
        pre_hook="{{ omnichannel_rfm.check_fixed_thresholds() }}"
    )
}}

with

metric_values as (

    select * from {{ ref('omnichannel_rfm', 'int_metric_values') }}

),

fixed_thresholds as (

    select * from {{ omnichannel_rfm.input_model('fixed_score_thresholds') }}

),

-- a threshold is where its score begins: whoever does not reach it is below
boundaries as (

    select
        fixed_thresholds.metric,
        metric_values.score_partition,
        fixed_thresholds.score - 1 as score,
        cast(
            sum(
                case
                    when fixed_thresholds.metric = 'recency_days'
                        and metric_values.metric_value > fixed_thresholds.threshold
                        then metric_values.holders
                    when fixed_thresholds.metric <> 'recency_days'
                        and metric_values.metric_value < fixed_thresholds.threshold
                        then metric_values.holders
                    else 0
                end
            ) as bigint
        ) as customers_below

    from fixed_thresholds

    inner join metric_values
        on fixed_thresholds.metric = metric_values.metric

    group by
        fixed_thresholds.metric,
        metric_values.score_partition,
        fixed_thresholds.score

)

select * from boundaries
