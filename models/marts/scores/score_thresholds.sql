{%- set buckets = omnichannel_rfm.setting('score_buckets') %}
{%- set metrics = {
    'recency_days': 'recency_score', 'frequency': 'frequency_score', 'monetary': 'monetary_score'
} %}

with

customer_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

),

partitions as (

    {%- if omnichannel_rfm.setting('score_partition_by') %}
    select distinct score_partition from customer_groups
    {%- else %}
    -- without customers too
    select cast('all' as {{ dbt.type_string() }}) as score_partition
    {%- endif %}

),

boundaries as (

    select * from {{ ref('omnichannel_rfm', 'int_boundaries') }}

    where analysis_date = {{ omnichannel_rfm.analysis_date() }}

),

metrics as (

    {%- for metric in metrics %}
    select '{{ metric }}' as metric
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

score_ranges as (

    {%- for metric, score in metrics.items() %}
    select
        '{{ metric }}' as metric,
        score_partition,
        {{ score }} as score,
        cast(min(lowest_{{ metric }}) as decimal(18, 2)) as lower_value,
        cast(max(highest_{{ metric }}) as decimal(18, 2)) as upper_value,
        sum(customers) as customers

    from customer_groups

    group by
        score_partition,
        {{ score }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

thresholds as (

    select
        metrics.metric,
        partitions.score_partition,
        digits.score,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        score_ranges.lower_value,
        score_ranges.upper_value,
        cast(coalesce(score_ranges.customers, 0) as bigint) as customers,
        cast(
            case
                when boundaries.holders_below < boundaries.holders then boundaries.holders
                else 0
            end as bigint
        ) as tied_customers,
        boundaries.last_customer_id_below as last_customer_id,
        {{ omnichannel_rfm.run_columns() }}

    from metrics

    cross join partitions

    cross join {{ omnichannel_rfm.score_values(buckets) }} as digits

    left join score_ranges
        on metrics.metric = score_ranges.metric
        and partitions.score_partition = score_ranges.score_partition
        and digits.score = score_ranges.score

    left join boundaries
        on metrics.metric = boundaries.metric
        and partitions.score_partition = boundaries.score_partition
        and digits.score = boundaries.score

)

select * from thresholds

order by metric, score_partition, score
