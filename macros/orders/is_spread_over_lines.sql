{#- Whether what one line of an order says is filled in on its others. -#}
{% macro is_spread_over_lines() %}
    {%- do return(
        omnichannel_rfm.has_order_field('order_total')
        or 'order_refunds' in omnichannel_rfm.order_forms()
    ) -%}
{% endmacro %}
