{#- Whether the order input has a column for one of our fields, in whichever of its files. -#}
{% macro has_order_field(field, forms=none) %}
    {%- set columns = [] -%}
    {%- for form in forms or omnichannel_rfm.order_forms() -%}
        {%- set headers = omnichannel_rfm.input_headers(form) -%}
        {%- do columns.extend(omnichannel_rfm.input_columns(form, headers)[field]) -%}
    {%- endfor -%}
    {%- do return(columns != []) -%}
{% endmacro %}
