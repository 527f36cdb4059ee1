{#- All fields of an order line, with commas: lines alike in these say the same. -#}
{% macro line_content(relation) -%}
    {%- for field in omnichannel_rfm.order_fields() -%}
        {{ relation }}.{{ field }},{{ ' ' }}
    {%- endfor -%}
    {{ relation }}.is_refund
{%- endmacro %}
