{#- What the fields that count a customer's orders and spend begin with: both channels, the one that
    the input has columns of, or nothing where it has totals only. -#}
{% macro customer_channels() %}
    {%- set columns = omnichannel_rfm.input_columns(
        'customers', omnichannel_rfm.input_headers('customers')
    ) -%}
    {%- set found = [] -%}
    {%- for channel in ['online_', 'offline_'] -%}
        {%- if columns[channel ~ 'order_count'] or columns[channel ~ 'spend']
            or columns['last_' ~ channel ~ 'order_date'] -%}
            {%- do found.append(channel) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(found or ['']) -%}
{% endmacro %}
