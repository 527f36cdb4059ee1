{#- A column of customer_segments held within its limits in int_lifetime_value_limits. -#}
{% macro capped(column) -%}
    least(
            greatest(customer_segments.{{ column }}, limits.lowest_{{ column }}),
            limits.highest_{{ column }}
        )
{%- endmacro %}
