{% test ranges_do_not_overlap(model, group_column, lower_column, upper_column) %}

with

ordered as (

    select
        {{ group_column }},
        {{ lower_column }},
        {{ upper_column }},
        lead({{ lower_column }}) over (
            partition by {{ group_column }}
            order by {{ lower_column }}, {{ upper_column }}
        ) as next_lower

    from {{ model }}

    where {{ lower_column }} is not null

)

select *

from ordered

where
    next_lower < {{ upper_column }}
    or {{ lower_column }} > {{ upper_column }}

{% endtest %}
