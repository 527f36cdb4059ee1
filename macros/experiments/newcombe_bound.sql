{#- The lower (-) or upper (+) end of Newcombe's hybrid score interval of the difference of two shares,
    out of the shares and the ends of their own intervals. -#}
{% macro newcombe_bound(sign) -%}
    {%- set outer = 'low' if sign == '-' else 'high' -%}
    {%- set inner = 'high' if sign == '-' else 'low' -%}
    treated_mean - control_mean {{ sign }} sqrt(
        (treated_mean - treated_{{ outer }}) * (treated_mean - treated_{{ outer }})
        + (control_mean - control_{{ inner }}) * (control_mean - control_{{ inner }})
    )
{%- endmacro %}
