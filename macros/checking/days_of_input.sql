{#- The columns of `checked_input` that hold the first and the last day of a row. -#}
{% macro days_of_input() %}
    {%- do return(
        ['order_date', 'order_date'] if omnichannel_rfm.input_form() == 'orders'
        else ['first_order_date', 'last_order_date']
    ) -%}
{% endmacro %}
