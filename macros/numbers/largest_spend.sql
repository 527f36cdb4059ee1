{#- The largest spend that a customer's order lines may add up to; its average fits decimal(18, 6). -#}
{% macro largest_spend() %}
    {%- do return(999999999999) -%}
{% endmacro %}
