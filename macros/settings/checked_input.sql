{#- The model of the input's rows, each with its rejection_reasons, by the form of input; without one, of
    the customers or order lines that this build reads. -#}
{% macro checked_input(form=none) %}
    {%- set form = form or omnichannel_rfm.input_form() -%}
    {%- set models = {
        'customers': 'int_customers_checked',
        'orders': 'int_order_lines_checked',
        'campaign_outcomes': 'int_campaign_outcomes',
    } -%}
    {%- do return(ref('omnichannel_rfm', models.get(form, 'stg_records__' ~ form))) -%}
{% endmacro %}
