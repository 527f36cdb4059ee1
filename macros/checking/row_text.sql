{#- A row's texts, as they came, in one text: one column instead of one per field, nearly always null. -#}
{% macro row_text() -%}
    {{ omnichannel_rfm.joined_texts(omnichannel_rfm.customer_fields().keys()) }}
{%- endmacro %}
