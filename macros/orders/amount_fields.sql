{#- The fields that the amount of a line comes from: the first of the ways that the input has. -#}
{% macro amount_fields() %}
    {%- set forms = omnichannel_rfm.order_forms() | reject('equalto', 'order_refunds') | list -%}
    {%- for field in ['order_total', 'amount'] if omnichannel_rfm.has_order_field(field, forms) -%}
        {%- do return([field]) -%}
    {%- endfor -%}
    {%- do return(['quantity', 'unit_price']) -%}
{% endmacro %}
