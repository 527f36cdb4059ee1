{#- The customer layout: our field name -> the FLO column it is read from and the kind of value. -#}
{% macro customer_fields() %}
    {% do return({
        'customer_id': {'column': 'master_id', 'kind': 'text'},
        'order_channel': {'column': 'order_channel', 'kind': 'text'},
        'last_order_channel': {'column': 'last_order_channel', 'kind': 'text'},
        'first_order_date': {'column': 'first_order_date', 'kind': 'date'},
        'last_order_date': {'column': 'last_order_date', 'kind': 'date'},
        'last_online_order_date': {'column': 'last_order_date_online', 'kind': 'date'},
        'last_offline_order_date': {'column': 'last_order_date_offline', 'kind': 'date'},
        'online_order_count': {'column': 'order_num_total_ever_online', 'kind': 'integer'},
        'offline_order_count': {'column': 'order_num_total_ever_offline', 'kind': 'integer'},
        'offline_spend': {'column': 'customer_value_total_ever_offline', 'kind': 'decimal'},
        'online_spend': {'column': 'customer_value_total_ever_online', 'kind': 'decimal'},
        'category_list': {'column': 'interested_in_categories_12', 'kind': 'text'},
        'store_company_list': {'column': 'store_type', 'kind': 'text', 'optional': true},
    }) %}
{% endmacro %}
