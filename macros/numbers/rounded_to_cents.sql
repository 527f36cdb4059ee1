{#- A number rounded to cents, halves to the even cent. -#}
{% macro rounded_to_cents(number) -%}
    {%- set cent = omnichannel_rfm.decimal_literal('0.01') -%}
    {%- set rest = 'mod(' ~ number ~ ', ' ~ cent ~ ')' -%}
    {%- set whole = '(' ~ number ~ ' - ' ~ rest ~ ')' -%}
    {%- set half = omnichannel_rfm.decimal_literal('0.005') -%}
    case
        when abs({{ rest }}) < {{ half }}
            or (
                abs({{ rest }}) = {{ half }}
                and mod({{ whole }}, {{ omnichannel_rfm.decimal_literal('0.02') }}) = 0
            )
            then {{ whole }}
        else {{ whole }} + case when {{ number }} < 0 then -{{ cent }} else {{ cent }} end
    end
{%- endmacro %}
