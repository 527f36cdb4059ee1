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

-- 1, 2 or 5 times a power of ten, up to where 40 of them span the largest spend owed and paid
widths as (

    {%- for power in range(11) %}
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
        spans.lowest,
        spans.highest_shown,
        min(widths.width) as width

    from spans

    inner join widths
        on spans.highest_shown - spans.lowest <= widths.width * {{ most_bins }}

    group by
        spans.metric,
        spans.customers,
        spans.lowest,
        spans.highest_shown

),

ends as (

    select
        metric,
        customers,
        width,
        lowest - {{ omnichannel_rfm.positive_remainder('lowest', 'width') }} as start_value,
        highest_shown - {{ omnichannel_rfm.positive_remainder('highest_shown', 'width') }} + width
            as open_from

    from scales

),

bins as (

    select
        ends.metric,
        ends.customers as all_customers,
        numbers.score as bin_number,
        ends.open_from,
        ends.width,
        cast(ends.start_value + (numbers.score - 1) * ends.width as decimal(18, 2))
            as lower_value

    from ends

    inner join {{ omnichannel_rfm.score_values(most_bins + 3) }} as numbers
        on ends.start_value + (numbers.score - 1) * ends.width <= ends.open_from

),

placed as (

    select
        metric_values.metric,
        metric_values.holders,
        cast(
            least(
                metric_values.metric_value
                - {{ omnichannel_rfm.positive_remainder('metric_values.metric_value', 'ends.width') }},
                ends.open_from
            ) as decimal(18, 2)
        ) as lower_value

    from metric_values

    inner join ends
        on metric_values.metric = ends.metric

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
