{#- The date of text that is written in a format such as %d.%m.%Y; null when it is not. -#}
{% macro date_from_format(expression, format) %}
    {%- do return(adapter.dispatch('date_from_format', 'omnichannel_rfm')(expression, format)) -%}
{% endmacro %}

{% macro duckdb__date_from_format(expression, format) -%}
    cast(
        try_strptime(
            {{ omnichannel_rfm.clean_text(expression) }}, {{ omnichannel_rfm.text_literal(format) }}
        ) as date
    )
{%- endmacro %}
