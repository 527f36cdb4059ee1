{#- Whether the input says which orders and how much spend are of which channel. -#}
{% macro has_channels() %}
    {%- do return(
        omnichannel_rfm.input_form() == 'customers' or omnichannel_rfm.has_order_field('channel')
    ) -%}
{% endmacro %}
