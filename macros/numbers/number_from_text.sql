{#- A decimal number from text that is written as the var number_format shows, exact; null when the text
    is no such number. -#}
{% macro number_from_text(expression, format=none) %}
    {%- set format = format or omnichannel_rfm.setting('number_format') -%}
    {%- set cleaned = omnichannel_rfm.clean_text(expression) -%}
    {%- set type = omnichannel_rfm.wide_decimal(18) -%}
    {%- if not format -%}
    case
        when {{ omnichannel_rfm.matches_pattern(cleaned, '[+-]?[0-9]{1,20}([.][0-9]{0,18})?') }}
            then cast({{ cleaned }} as {{ type }})
    end
    {%- else -%}
    {#- 1.234,56 and 1234,56: the mark before the last two digits, and the one behind the first. -#}
    {%- set decimal_mark = format[-3] -%}
    {%- set thousands_mark = format[1] if format[1] != '2' else '' -%}
    {%- set signs = '$€£¥₺₽₹₴₩' -%}
    {%- set letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' -%}
    {%- set currency = '([' ~ signs ~ ']|[A-Za-z]{2,3})' -%}
    {%- set thousands = '|[0-9]{1,3}([' ~ thousands_mark ~ '][0-9]{3}){1,5}' if thousands_mark -%}
    {#- A blank that does not break a line is a blank. -#}
    {%- set text = "replace(replace(" ~ cleaned ~ ", '\u00a0', ' '), '\u202f', ' ')" -%}
    {%- set pattern = '[(]?([+-]? ?(' ~ currency ~ ' ?)?|' ~ currency ~ ' ?[+-] ?)'
        ~ '([0-9]{1,18}' ~ (thousands or '') ~ ')([' ~ decimal_mark ~ '][0-9]{0,18})?'
        ~ '( ?' ~ currency ~ ')?[)]?' -%}
    case
        when {{ omnichannel_rfm.matches_pattern(text, pattern) }}
            and ({{ text }} like '(%') = ({{ text }} like '%)')
            then cast(
                concat(
                    case
                        when {{ text }} like '(%' or {{ text }} like '%-%'
                            then '-'
                        else ''
                    end,
                    {#- The decimal mark becomes a point, and all but digits goes. #}
                    translate(
                        {{ text }},
                        {{ omnichannel_rfm.text_literal(
                            decimal_mark ~ thousands_mark ~ ' ()+-' ~ signs ~ letters
                        ) }},
                        '.'
                    )
                ) as {{ type }}
            )
    end
    {%- endif -%}
{%- endmacro %}
