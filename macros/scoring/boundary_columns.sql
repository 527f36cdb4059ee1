{#- Select list items of a group by: boundaries, which are rows, side by side for score_by_boundaries. -#}
{% macro boundary_columns() -%}
    {%- set metrics = {
        'recency_days': 'integer', 'frequency': 'integer', 'monetary': 'decimal(18, 2)'
    } -%}
    {%- for metric, type in metrics.items() %}
    {%- set metric_loop = loop %}
    {%- for score in range(1, omnichannel_rfm.setting('score_buckets')) %}
    cast(
        max(case when metric = '{{ metric }}' and score = {{ score }} then limit_value end)
        as {{ type }}
    ) as {{ metric }}_limit_{{ score }},
    max(
        case
            when metric = '{{ metric }}' and score = {{ score }} then last_customer_id_below
        end
    ) as {{ metric }}_id_{{ score }}
    {{- ',' if not (loop.last and metric_loop.last) }}
    {%- endfor %}
    {%- endfor %}
{%- endmacro %}
