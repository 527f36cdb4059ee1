{% test limits_rise_with_score(model, falling_metrics) %}

with

ordered as (

    select
        metric,
        score,
        threshold,
        lag(threshold) over (partition by metric order by score) as lower_threshold

    from {{ model }}

)

select *

from ordered

where
    {%- for metric in falling_metrics %}
    (metric = '{{ metric }}' and threshold >= lower_threshold)
    or {% endfor %}(
        metric not in ({% for metric in falling_metrics %}'{{ metric }}'{{ ', ' if not loop.last }}{% endfor %})
        and threshold <= lower_threshold
    )

{% endtest %}
