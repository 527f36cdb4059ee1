{#- The lower (-) or upper (+) end of the interval of a relative lift, by the logarithm of the ratio. -#}
{% macro log_ratio_bound(sign) -%}
    {#- exp() of more than 25 is beyond what a column holds, and of less than -25 nothing. -#}
    {%- set power = 'log_ratio ' ~ sign ~ ' ' ~ omnichannel_rfm.normal_quantile('interval')
        ~ ' * log_error' -%}
    case when {{ power }} < 25 then exp(greatest({{ power }}, -25)) - 1 end
{%- endmacro %}
