{#- A one-column subquery of the scores 1 to the number of score buckets, for `from`. -#}
{% macro score_values(buckets) -%}
    (
        {%- for score in range(1, buckets + 1) %}
        {{ 'select cast(' ~ score ~ ' as integer) as score' if loop.first else 'union all select ' ~ score }}
        {%- endfor %}
    )
{%- endmacro %}
