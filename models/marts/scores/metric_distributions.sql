with

metric_values as (

    select * from {{ ref('omnichannel_rfm', 'int_metric_values') }}

    where analysis_date = {{ omnichannel_rfm.analysis_date() }}

),

scales as (

    select * from {{ ref('omnichannel_rfm', 'int_metric_scales') }}

),

-- at most 40 wide, one begun at either end and the open one
bins as (

    select
        scales.metric,
        scales.customers as all_customers,
        numbers.score as bin_number,
        scales.open_from,
        scales.width,
        cast(scales.start_value + (numbers.score - 1) * scales.width as decimal(18, 2))
            as lower_value

    from scales

    inner join {{ omnichannel_rfm.score_values(43) }} as numbers
        on scales.start_value + (numbers.score - 1) * scales.width <= scales.open_from

),

placed as (

    select
        metric_values.metric,
        metric_values.holders,
        cast(
            least(
                metric_values.metric_value - {{ omnichannel_rfm.positive_remainder(
                    'metric_values.metric_value', 'scales.width'
                ) }},
                scales.open_from
            ) as decimal(18, 2)
        ) as lower_value

    from metric_values

    inner join scales
        on metric_values.metric = scales.metric

),

counted as (

    select
        metric,
        lower_value,
        sum(holders) as customers

    from placed

    group by
        metric,
        lower_value

),

distributions as (

    select
        bins.metric,
        bins.bin_number,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        bins.lower_value,
        cast(
            case when bins.lower_value < bins.open_from then bins.lower_value + bins.width end
            as decimal(18, 2)
        ) as upper_value,
        cast(coalesce(counted.customers, 0) as bigint) as customers,
        cast(
            {{ omnichannel_rfm.exact_ratio(
                'coalesce(counted.customers, 0)', 'bins.all_customers'
            ) }} as decimal(9, 6)
        ) as customer_share,
        {{ omnichannel_rfm.run_columns() }}

    from bins

    left join counted
        on bins.metric = counted.metric
        and bins.lower_value = counted.lower_value

)

select * from distributions

order by metric, bin_number
