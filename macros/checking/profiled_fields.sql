{#- The fields that source_profile shows, by the form of input: our name -> its column and kind. -#}
{% macro profiled_fields() %}
    {%- set is_order_form = omnichannel_rfm.input_form() == 'orders' -%}
    {%- set layouts = omnichannel_rfm.order_fields() if is_order_form
        else omnichannel_rfm.customer_fields() -%}
    {%- set mapped = omnichannel_rfm.order_layout().columns if is_order_form
        else omnichannel_rfm.setting('customer_columns') -%}
    {%- set fields = {} -%}
    {%- for field, layout in layouts.items() if layout.kind != 'personal' -%}
        {%- do fields.update({
            field: {'column': mapped.get(field, layout.column), 'kind': layout.kind}
        }) -%}
    {%- endfor -%}
    {%- do return(fields) -%}
{% endmacro %}
