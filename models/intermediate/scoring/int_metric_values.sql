{{ config(materialized='table') }}

with

-- read once per branch, by few columns each: a CTE used twice would be stored whole
counted as (

    {%- for metric in ['recency_days', 'frequency', 'monetary'] %}
    select
        analysis_date,
        score_partition,
        '{{ metric }}' as metric,
        cast({{ metric }} as decimal(18, 2)) as metric_value,
        count(*) as holders

    from {{ omnichannel_rfm.customers_to_score() }}

    group by
        analysis_date,
        score_partition,
        {{ metric }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- from the lowest score to the highest: few days of recency are good, much of the others is
ranked as (

    select
        *,
        cast(
            sum(holders) over (
                partition by analysis_date, score_partition, metric
                order by case when metric = 'recency_days' then -metric_value else metric_value end
                rows between unbounded preceding and current row
            ) as bigint
        ) as customers_so_far

    from counted

)

select * from ranked
