{#- `scores` maps a score column to the expression that must not fall as the score rises. -#}
{% test mean_follows_score(model, scores) %}

with

sums as (

    {%- for score, metric in scores.items() %}
    select
        '{{ score }}' as score_column,
        {{ score }} as score,
        count(*) as customers,
        sum({{ metric }}) as metric_sum

    from {{ model }}

    group by {{ score }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

neighbours as (

    select
        *,
        lag(customers) over (partition by score_column order by score) as lower_customers,
        lag(metric_sum) over (partition by score_column order by score) as lower_metric_sum

    from sums

)

-- two means compared by cross-multiplication: no rounding
select *

from neighbours

where metric_sum * lower_customers < lower_metric_sum * customers

{% endtest %}
