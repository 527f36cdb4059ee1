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

    select
        metric,
        score,
        cast(threshold as decimal(28, 6)) as threshold

    from {{ omnichannel_rfm.input_model('fixed_score_thresholds') }}

),

-- a threshold is where its score begins: whoever does not reach it is below
boundaries as (

    select
        metric_values.analysis_date,
        metric_values.score_partition,
        fixed_thresholds.metric,
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
        ) as customers_below,
        -- what misses the threshold by a day, an order or a cent
        cast(
            case fixed_thresholds.metric
                when 'recency_days' then floor(fixed_thresholds.threshold) + 1
                when 'frequency' then ceil(fixed_thresholds.threshold) - 1
                else (ceil(fixed_thresholds.threshold * 100) - 1)
                    * {{ omnichannel_rfm.decimal_literal('0.01') }}
            end as decimal(18, 2)
        ) as limit_value

    from fixed_thresholds

    inner join metric_values
        on fixed_thresholds.metric = metric_values.metric

    group by
        metric_values.analysis_date,
        metric_values.score_partition,
        fixed_thresholds.metric,
        fixed_thresholds.score,
        fixed_thresholds.threshold

)

select * from boundaries
