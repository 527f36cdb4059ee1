{#- Bins end where 98 of 100 customers are; the rest shares one open bin. -#}
{%- set most_bins = 40 %}
{%- set shown_share = 98 %}

with

-- whatever customers are scored inside of, they are shown together
metric_values as (

    select
        metric,
        metric_value,
        sum(sum(holders)) over (partition by metric) as customers,
        sum(sum(holders)) over (
            partition by metric order by metric_value
            rows between unbounded preceding and current row
        ) as customers_at_most

    from {{ ref('omnichannel_rfm', 'int_metric_values') }}

    where analysis_date = {{ omnichannel_rfm.analysis_date() }}

    group by
        metric,
        metric_value

),

spans as (

    select
        metric,
        customers,
        min(metric_value) as lowest,
        min(
            case when customers_at_most * 100 >= customers * {{ shown_share }} then metric_value end
        ) as highest_shown

    from metric_values

    group by
        metric,
        customers

),

-- 1, 2 or 5 times a power of ten, up to where 40 of them span the largest spend owed and paid
scales as (

    select
        *,
        cast(
            case
                {%- for power in range(11) %}
                {%- for digit in [1, 2, 5] %}
                {%- set width = digit * 10 ** power %}
                when highest_shown - lowest <= {{ width * most_bins }} then {{ width }}
                {%- endfor %}
                {%- endfor %}
            end as decimal(18, 2)
        ) as width

    from spans

),

ends as (

    select
        metric,
        customers,
        width,
        cast(
            lowest - {{ omnichannel_rfm.positive_remainder('lowest', 'width') }} as decimal(18, 2)
        ) as start_value,
        cast(
            highest_shown - {{ omnichannel_rfm.positive_remainder('highest_shown', 'width') }}
            + width as decimal(18, 2)
        ) as open_from

    from scales

)

select * from ends
