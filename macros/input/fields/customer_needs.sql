{#- The fields without which a customer row cannot be read; of one channel or of totals they are few. -#}
{% macro customer_needs() %}
    {%- set fields = omnichannel_rfm.customer_fields() -%}
    {%- set channels = omnichannel_rfm.customer_channels() -%}
    {%- if channels | length == 2 -%}
        {%- do return(fields.items() | selectattr('1.required') | map('first') | list) -%}
    {%- endif -%}
    {#- Clusters and lifetime values need the tenure. -#}
    {%- do return(
        ['customer_id', 'last_order_date', channels[0] ~ 'order_count', channels[0] ~ 'spend']
        + (['first_order_date'] if omnichannel_rfm.setting('statistics') else [])
    ) -%}
{% endmacro %}
