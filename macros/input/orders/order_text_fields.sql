{#- The fields of an order line that are kept as they came: all but the personal ones. -#}
{% macro order_text_fields() %}
    {%- set fields = [] -%}
    {%- for field, layout in omnichannel_rfm.order_fields().items() if layout.kind != 'personal' -%}
        {%- do fields.append(field) -%}
    {%- endfor -%}
    {%- do return(fields) -%}
{% endmacro %}
