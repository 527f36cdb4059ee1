{#- The fields that source_profile shows, by the form of input: our name -> its column and kind. -#}
{% macro profiled_fields() %}
    {%- set layouts = omnichannel_rfm.order_fields() if omnichannel_rfm.input_form() == 'orders'
        else omnichannel_rfm.customer_fields() -%}
    {%- set columns = omnichannel_rfm.field_columns(omnichannel_rfm.input_form()) -%}
    {%- set fields = {} -%}
    {%- for field, layout in layouts.items() -%}
        {%- do fields.update({field: {'column': columns[field] | first | default(none), 'kind': layout.kind}}) -%}
    {%- endfor -%}
    {%- do return(fields) -%}
{% endmacro %}
