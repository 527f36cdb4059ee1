{{ config(enabled=omnichannel_rfm.setting('scoring_method') == 'ntile') }}

{%- set buckets = omnichannel_rfm.setting('score_buckets') %}

with

-- it matters how many there are, not what they have
scored_together as (

    select
        analysis_date,
        score_partition,
        count(*) as customers

    from {{ omnichannel_rfm.customers_to_score() }}

    group by
        analysis_date,
        score_partition

),

metrics as (

    {%- for metric in ['recency_days', 'frequency', 'monetary'] %}
    select '{{ metric }}' as metric
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- as ntile() deals: even groups, and the first ones take one more while the remainder lasts
boundaries as (

    select
        scored_together.analysis_date,
        scored_together.score_partition,
        metrics.metric,
        digits.score,
        cast(
            digits.score * floor(scored_together.customers / {{ buckets }})
            + least(digits.score, mod(scored_together.customers, {{ buckets }})) as bigint
        ) as customers_below,
        cast(null as decimal(18, 2)) as limit_value

    from scored_together

    cross join metrics

    cross join {{ omnichannel_rfm.score_values(buckets - 1) }} as digits

)

select * from boundaries
