{#- The name of the var that says what the columns of a form of input are called. -#}
{% macro columns_setting(form) %}
    {%- do return(
        'customer_columns' if form == 'customers'
        else form ~ '_columns' if form in omnichannel_rfm.record_forms()
        else 'order_columns'
    ) -%}
{% endmacro %}
