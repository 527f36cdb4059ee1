{#- The text that a field came as, out of what row_text has joined. -#}
{% macro text_from_row(field, row_text='row_text') -%}
    {{ omnichannel_rfm.text_from_joined(field, omnichannel_rfm.customer_fields().keys(), row_text) }}
{%- endmacro %}
