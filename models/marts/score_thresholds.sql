{%- set buckets = omnichannel_rfm.setting('score_buckets') %}

with

customer_segments as (

    select * from {{ ref('customer_segments') }}

),

analysis_date as (

    select analysis_date from {{ ref('int_analysis_date') }}

),

customer_scores as (

    {%- for metric, score in [
        ('recency_days', 'recency_score'),
        ('frequency', 'frequency_score'),
        ('monetary', 'monetary_score'),
    ] %}
    select
        '{{ metric }}' as metric,
        {{ score }} as score,
        cast({{ metric }} as decimal(18, 2)) as metric_value,
        count(*) as customers

    from customer_segments

    group by
        {{ score }},
        {{ metric }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

score_ranges as (

    select
        metric,
        score,
        min(metric_value) as lower_value,
        max(metric_value) as upper_value,
        sum(customers) as customers

    from customer_scores

    group by
        metric,
        score

),

value_holders as (

    select
        metric,
        score,
        lead(score) over (partition by metric, metric_value order by score) as next_score,
        sum(customers) over (partition by metric, metric_value) as holders

    from customer_scores

),

-- a value held by customers of this score and of the next higher one is cut by their boundary
cut_values as (

    select
        metric,
        score,
        sum(holders) as tied_customers

    from value_holders

    where next_score = score + 1

    group by
        metric,
        score

),

metrics as (

    select 'recency_days' as metric

    union all

    select 'frequency' as metric

    union all

    select 'monetary' as metric

),

thresholds as (

    select
        metrics.metric,
        digits.score,
        analysis_date.analysis_date,
        score_ranges.lower_value,
        score_ranges.upper_value,
        cast(coalesce(score_ranges.customers, 0) as bigint) as customers,
        cast(coalesce(cut_values.tied_customers, 0) as bigint) as tied_customers

    from metrics

    cross join {{ omnichannel_rfm.score_values(buckets) }} as digits

    cross join analysis_date

    left join score_ranges
        on metrics.metric = score_ranges.metric
        and digits.score = score_ranges.score

    left join cut_values
        on metrics.metric = cut_values.metric
        and digits.score = cut_values.score

)

select * from thresholds

order by metric, score
