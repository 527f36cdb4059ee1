{#- A first try at a field's typed value by a plain cast; null where that would read another way than it
    is written, or fails. -#}
{% macro attempted_value(form, field, layout) -%}
    {%- set is_date = layout.kind == 'date' -%}
    {%- set formats = omnichannel_rfm.setting(
        'order_date_format' if form == 'orders' else 'customer_date_format'
    ) -%}
    {%- set number_format = omnichannel_rfm.setting('number_format') or '1234.56' -%}
    {%- set is_plain = number_format[-3] == '.' if not is_date
        else not formats or form in omnichannel_rfm.record_forms() -%}
    {{ omnichannel_rfm.attempted_cast(field if is_plain else 'null', layout.type) }}
{%- endmacro %}
