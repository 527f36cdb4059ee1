{{
    config(
        enabled=omnichannel_rfm.setting('scoring_method') == 'thresholds',
        pre_hook="{{ omnichannel_rfm.check_fixed_thresholds() }}"
    )
}}

{%- set scores = range(2, omnichannel_rfm.setting('score_buckets') + 1) %}

with

customers as (

    select * from {{ ref('int_customers_measured') }}

),

fixed_thresholds as (

    select * from {{ ref('fixed_score_thresholds') }}

),

-- one row, a column per metric and score
limits as (

    select
        {%- for metric in ['recency_days', 'frequency', 'monetary'] %}
        {%- set metric_loop = loop %}
        {%- for score in scores %}
        max(case when metric = '{{ metric }}' and score = {{ score }} then threshold end)
            as {{ metric }}_limit_{{ score }}
        {{- ',' if not (loop.last and metric_loop.last) }}
        {%- endfor %}
        {%- endfor %}

    from fixed_thresholds

),

scored as (

    select
        customers.*,
        1
        {%- for score in scores %}
        + case
            when customers.recency_days <= limits.recency_days_limit_{{ score }} then 1 else 0
        end
        {%- endfor %} as recency_score,
        1
        {%- for score in scores %}
        + case when customers.frequency >= limits.frequency_limit_{{ score }} then 1 else 0 end
        {%- endfor %} as frequency_score,
        1
        {%- for score in scores %}
        + case when customers.monetary >= limits.monetary_limit_{{ score }} then 1 else 0 end
        {%- endfor %} as monetary_score

    from customers

    cross join limits

)

select * from scored
