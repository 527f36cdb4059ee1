{#- What customers can be scored inside of, by form of input. -#}
{% macro score_partitions() %}
    {%- do return({
        'customers': ['order_channel', 'last_order_channel', 'store_company_list'],
        'orders': ['channel', 'store', 'region', 'state'],
    }) -%}
{% endmacro %}
