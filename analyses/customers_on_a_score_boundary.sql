with

customer_segments as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments') }}

),

metric_scores as (

    {%- for metric, score in [
        ('recency_days', 'recency_score'),
        ('frequency', 'frequency_score'),
        ('monetary', 'monetary_score'),
    ] %}
    select
        customer_id,
        segment,
        monetary,
        '{{ metric }}' as metric,
        cast({{ metric }} as decimal(18, 2)) as metric_value,
        {{ score }} as score

    from customer_segments
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- who of the customers of one value gets which score, the tie-break alone decides
cut_values as (

    select
        metric,
        metric_value,
        min(score) as lowest_score,
        max(score) as highest_score,
        count(*) as value_holders

    from metric_scores

    group by
        metric,
        metric_value

    having min(score) < max(score)

),

boundary_customers as (

    select
        metric_scores.customer_id,
        metric_scores.segment,
        metric_scores.monetary,
        metric_scores.metric,
        metric_scores.metric_value,
        metric_scores.score,
        cut_values.lowest_score,
        cut_values.highest_score,
        cut_values.value_holders

    from metric_scores

    inner join cut_values
        on metric_scores.metric = cut_values.metric
        and metric_scores.metric_value = cut_values.metric_value

)

select * from boundary_customers

order by monetary desc, customer_id asc, metric asc
