{#- The vars of the order form that take one of a few words, and those words. -#}
{% macro setting_choices() %}
    {%- do return({
        'orders_without_id': ['customer_day', 'line'],
        'order_amounts': ['net', 'gross'],
        'return_date': ['own', 'order'],
        'history_grain': ['day', 'week', 'month', 'quarter'],
        'one_time_buyers': ['include', 'segment', 'exclude'],
    }) -%}
{% endmacro %}
