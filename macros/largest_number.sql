{#- The largest count or amount a customer row may hold; keeps every total inside decimal(18, 2). -#}
{% macro largest_number() %}
    {%- do return(999999999) -%}
{% endmacro %}
