{#- A row's texts, as they came, in one text: one column instead of one per field, nearly always null. -#}
{% macro row_text() -%}
    concat(
        {%- for field in omnichannel_rfm.customer_fields() %}
        -- a separator inside a text is shown by its symbol, so that it separates nothing
        coalesce(replace({{ field }}_text, chr(31), '␟'), chr(30))
        {{- ", chr(31)," if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
