{#- The largest count or amount that a customer row or an order line may hold. -#}
{% macro largest_number() %}
    {%- do return(999999999) -%}
{% endmacro %}
