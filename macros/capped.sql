{#- A customer's channel_total held within its limits in int_lifetime_value_limits. -#}
{% macro capped(column) -%}
    least(
            greatest({{ omnichannel_rfm.channel_total(column) }}, limits.lowest_{{ column }}),
            limits.highest_{{ column }}
        )
{%- endmacro %}
