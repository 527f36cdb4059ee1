{#- The relation of the customers that are scored: of every date where there is a history, else today's. -#}
{% macro customers_to_score() %}
    {%- do return(ref(
        'omnichannel_rfm',
        'int_customers_by_date' if omnichannel_rfm.has_history() else 'int_customers_measured'
    )) -%}
{% endmacro %}
