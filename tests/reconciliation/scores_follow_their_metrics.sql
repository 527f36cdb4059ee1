with

customer_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

),

sums as (

    {%- for score, metric_sum in {
        'recency_score': '-recency_days_sum', 'frequency_score': 'orders', 'monetary_score': 'revenue'
    }.items() %}
    select
        '{{ score }}' as score_column,
        score_partition,
        {{ score }} as score,
        sum(customers) as customers,
        sum({{ metric_sum }}) as metric_sum

    from customer_groups

    group by
        score_partition,
        {{ score }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

neighbours as (

    select
        *,
        lag(customers) over (partition by score_column, score_partition order by score)
            as lower_customers,
        lag(metric_sum) over (partition by score_column, score_partition order by score)
            as lower_metric_sum

    from sums

)

select *

from neighbours

where
    -- two means compared by cross-multiplication: no rounding
    metric_sum * lower_customers < lower_metric_sum * customers
    {%- if omnichannel_rfm.setting('scoring_method') == 'ntile' %}
    -- groups of NTILE are even, and the first are the larger ones
    or customers - lower_customers not in (0, -1)
    {%- endif %}
