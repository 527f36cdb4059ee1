{#- A plain decimal number from text, exact; null when the text is no such number. -#}
{% macro number_from_text(expression) %}
    {%- set cleaned = omnichannel_rfm.clean_text(expression) -%}
    case
        when {{ omnichannel_rfm.matches_pattern(cleaned, '[+-]?[0-9]{1,20}([.][0-9]{0,18})?') }}
            then cast({{ cleaned }} as {{ omnichannel_rfm.wide_decimal(18) }})
    end
{%- endmacro %}
