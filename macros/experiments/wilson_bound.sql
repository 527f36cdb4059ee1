{#- The lower (-) or upper (+) end of Wilson's score interval of a share, 95 %. -#}
{% macro wilson_bound(share, customers, sign) -%}
    {%- set z = omnichannel_rfm.normal_quantile('interval') -%}
    (
        2 * {{ customers }} * {{ share }} + {{ z * z }} {{ sign }} {{ z }} * sqrt(
            {{ z * z }} + 4 * {{ customers }} * {{ share }} * (1 - {{ share }})
        )
    ) / (2 * ({{ customers }} + {{ z * z }}))
{%- endmacro %}
