{#- Whether a point in a number's text may part thousands as well as decimals, and no var says which. -#}
{% macro is_of_two_readings(expression) -%}
    {%- if omnichannel_rfm.setting('number_format')
        or omnichannel_rfm.setting('amount_decimals') == 'round' -%}
        1 = 0
    {%- else -%}
        {{ omnichannel_rfm.matches_pattern(
            omnichannel_rfm.clean_text(expression), '[+-]?[1-9][0-9]{0,2}[.][0-9]{3}'
        ) }}
    {%- endif -%}
{%- endmacro %}
