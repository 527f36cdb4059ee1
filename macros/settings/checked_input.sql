{#- The model of the input's rows, each with its rejection_reasons, by the form of input. -#}
{% macro checked_input() %}
    {%- do return(ref(
        'omnichannel_rfm', 'int_order_lines_checked' if omnichannel_rfm.input_form() == 'orders'
        else 'int_customers_checked'
    )) -%}
{% endmacro %}
