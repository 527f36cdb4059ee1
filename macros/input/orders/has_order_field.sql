{#- Whether the order input has a column for one of our fields. -#}
{% macro has_order_field(field) %}
    {%- set headers = omnichannel_rfm.order_input_headers() if execute else [] -%}
    {%- set input_columns = headers | map(attribute='columns') | sum(start=[]) -%}
    {%- do return(omnichannel_rfm.order_columns(input_columns)[field] is not none) -%}
{% endmacro %}
