{#- A plain decimal number from cleaned text, exact; null when the text is no such number. -#}
{% macro number_from_text(expression) %}
    case
        when {{ omnichannel_rfm.matches_pattern(expression, '[+-]?[0-9]{1,20}([.][0-9]{0,18})?') }}
            then cast({{ expression }} as decimal(38, 18))
    end
{%- endmacro %}
