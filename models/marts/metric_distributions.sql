{#- Bins end where 98 of 100 customers are; the rest shares one open bin. -#}
{%- set most_bins = 40 %}
{%- set shown_share = 98 %}

with

-- whatever customers are scored inside of, they are shown together
counted_values as (

    select
        metric,
        metric_value,
        sum(holders) as holders

    from {{ ref('omnichannel_rfm', 'int_metric_values') }}

    group by
        metric,
        metric_value

),

metric_values as (

    select
        *,
        sum(holders) over (
            partition by metric
            order by metric_value
            rows between unbounded preceding and current row
        ) as customers_at_most

    from counted_values

),

totals as (

    select
        metric,
        sum(holders) as customers

    from {{ ref('omnichannel_rfm', 'int_metric_values') }}

    group by metric

),

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

spans as (

    select
        metric_values.metric,
        totals.customers,
        min(metric_values.metric_value) as lowest,
        min(
            case
                when metric_values.customers_at_most * 100 >= totals.customers * {{ shown_share }}
                    then metric_values.metric_value
            end
        ) as highest_shown

    from metric_values

    inner join totals
        on metric_values.metric = totals.metric

    group by
        metric_values.metric,
        totals.customers

),

-- 1, 2 or 5 times a power of ten
widths as (

    {%- for power in range(10) %}
    {%- for digit in [1, 2, 5] %}
    select cast({{ digit * 10 ** power }} as decimal(18, 2)) as width
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

scales as (

    select
        spans.metric,
        spans.customers,
        min(widths.width) as width,
        spans.lowest - mod(spans.lowest, min(widths.width)) as start_value,
        spans.highest_shown - mod(spans.highest_shown, min(widths.width)) + min(widths.width)
            as open_from

    from spans

    inner join widths
        on spans.highest_shown - spans.lowest <= widths.width * {{ most_bins }}

    group by
        spans.metric,
        spans.customers,
        spans.lowest,
        spans.highest_shown

),

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

    inner join {{ omnichannel_rfm.score_values(most_bins + 3) }} as numbers
        on scales.start_value + (numbers.score - 1) * scales.width <= scales.open_from

),

counted as (

    select
        metric_values.metric,
        cast(
            least(
                metric_values.metric_value - mod(metric_values.metric_value, scales.width),
                scales.open_from
            ) as decimal(18, 2)
        ) as lower_value,
        sum(metric_values.holders) as customers

    from metric_values

    inner join scales
        on metric_values.metric = scales.metric

    group by
        metric_values.metric,
        least(
            metric_values.metric_value - mod(metric_values.metric_value, scales.width),
            scales.open_from
        )

),

distributions as (

    select
        bins.metric,
        bins.bin_number,
        analysis_date.analysis_date,
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

    cross join analysis_date

    left join counted
        on bins.metric = counted.metric
        and bins.lower_value = counted.lower_value

)

select * from distributions

order by metric, bin_number
