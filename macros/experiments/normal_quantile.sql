{#- Quantiles of the normal distribution, by what they are used for. -#}
{% macro normal_quantile(use) %}
    {%- do return({'interval': 1.959963984540054, 'power': 0.8416212335729143}[use]) -%}
{% endmacro %}
