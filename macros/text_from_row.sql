{#- The text that a field came as, out of what row_text has joined. -#}
{% macro text_from_row(field, row_text='row_text') -%}
    {%- set fields = omnichannel_rfm.customer_fields().keys() | list -%}
    nullif({{ dbt.split_part(row_text, 'chr(31)', fields.index(field) + 1) }}, chr(30))
{%- endmacro %}
