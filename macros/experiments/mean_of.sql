{#- The mean of an arm's measure, out of its columns `<arm>_total` and `<arm>_customers`. -#}
{% macro mean_of(arm) -%}
    cast({{ arm }}_total as {{ omnichannel_rfm.double_type() }})
    / nullif(cast({{ arm }}_customers as {{ omnichannel_rfm.double_type() }}), 0)
{%- endmacro %}
