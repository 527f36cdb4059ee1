{#- An amount or a count in hundredths, a whole number wide enough to be squared and summed. -#}
{% macro cents(expression) -%}
    {%- do return(adapter.dispatch('cents', 'omnichannel_rfm')(expression)) -%}
{%- endmacro %}

{% macro default__cents(expression) -%}
    cast({{ expression }} * 100 as {{ omnichannel_rfm.wide_decimal(0) }})
{%- endmacro %}

{% macro duckdb__cents(expression) -%}
    cast({{ expression }} * 100 as hugeint)
{%- endmacro %}
