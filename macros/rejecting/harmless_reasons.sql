{#- The reasons that are no fault of the input, with the words by which the summary tells of their rows. -#}
{% macro harmless_reasons() %}
    {%- do return({
        'missing_customer_id': 'without a customer',
        'no_orders': 'of prospects, who have no order,',
        'anonymous_customer_id': 'of anonymous_customer_ids',
        'repeated_in_another_file': 'that another file has too',
    }) -%}
{% endmacro %}
