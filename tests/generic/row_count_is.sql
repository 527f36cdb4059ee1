{% test row_count_is(model, expected_rows) %}

with

counted as (

    select count(*) as row_count from {{ model }}

)

select row_count

from counted

where row_count <> {{ expected_rows }}

{% endtest %}
