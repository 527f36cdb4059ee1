{#- Whether the order input has a column for one of our fields. -#}
{% macro has_order_field(field) %}
    {%- set headers = omnichannel_rfm.input_headers('orders') -%}
    {%- do return(omnichannel_rfm.input_columns('orders', headers)[field] != []) -%}
{% endmacro %}
