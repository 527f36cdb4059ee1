{#- The text fields but the id: many customers share one combination of their values. -#}
{% macro attribute_fields() %}
    {%- set fields = [] -%}
    {%- for field, layout in omnichannel_rfm.customer_fields().items() -%}
        {%- if layout.kind == 'text' and field != 'customer_id' -%}
            {%- do fields.append(field) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(fields) -%}
{% endmacro %}
