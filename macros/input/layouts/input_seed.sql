{#- The name of the seed that a form of input is read from, or that a model stands in for. -#}
{% macro input_seed(form) %}
    {%- do return({'customers': 'flo_customers', 'orders': 'order_lines'}.get(form, form)) -%}
{% endmacro %}
