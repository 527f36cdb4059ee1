{#- A column of customer_segments by channel; where there are no channels, all of it is online. -#}
{% macro channel_total(column) -%}
    {%- set channel, measure = column.split('_', 1) -%}
    coalesce(
            customer_segments.{{ column }},
            {{ 'customer_segments.total_' ~ measure if channel == 'online' else 0 }}
        )
{%- endmacro %}
