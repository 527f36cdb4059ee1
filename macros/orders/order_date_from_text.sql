{#- The day of an order line's date text, in the format and time zone of the vars; null when it is none. -#}
{% macro order_date_from_text(expression) %}
    {%- set format = omnichannel_rfm.input_layout('orders').date_format -%}
    {%- if format -%}
        {%- do return(omnichannel_rfm.date_from_format(expression, format)) -%}
    {%- endif -%}
    {%- do return(omnichannel_rfm.date_from_timestamp(
        expression, omnichannel_rfm.setting('order_utc_offset')
    )) -%}
{% endmacro %}
