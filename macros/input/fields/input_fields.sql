{#- All fields of a form of input, personal ones too: the kind of value, whether a row needs it. -#}
{% macro input_fields(form) %}
    {%- if form == 'customers' -%}
        {%- do return(omnichannel_rfm.customer_fields()) -%}
    {%- endif -%}
    {%- if form in omnichannel_rfm.record_forms() -%}
        {%- do return(omnichannel_rfm.record_fields(form)) -%}
    {%- endif -%}
    {%- set fields = omnichannel_rfm.order_fields() -%}
    {%- for field in omnichannel_rfm.personal_fields() -%}
        {%- do fields.update({field: {'kind': 'personal'}}) -%}
    {%- endfor -%}
    {%- do return(fields) -%}
{% endmacro %}
