{#- The fields that hold a customer's `order_count` or `spend`: one a channel of the input, or the total. -#}
{% macro channel_fields(field) %}
    {%- set fields = [] -%}
    {%- for channel in omnichannel_rfm.customer_channels() -%}
        {%- do fields.append(channel ~ field) -%}
    {%- endfor -%}
    {%- do return(fields) -%}
{% endmacro %}
