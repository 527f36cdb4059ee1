{% test even_score_sizes(model, score_columns) %}

with

sizes as (

    {%- for column in score_columns %}
    select
        '{{ column }}' as score_column,
        {{ column }} as score,
        count(*) as customers

    from {{ model }}

    group by {{ column }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select
    score_column,
    min(customers) as smallest_group,
    max(customers) as largest_group

from sizes

group by score_column

having max(customers) - min(customers) > 1

{% endtest %}
