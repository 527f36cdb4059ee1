{#- The largest count or amount a customer row may hold; five million customers at it still fit decimal(18, 2). -#}
{% macro largest_number() %}
    {%- do return(999999999) -%}
{% endmacro %}
