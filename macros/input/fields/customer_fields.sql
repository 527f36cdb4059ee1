{#- The fields of a customer row, in the order in which it is shown: kind of value, whether a row of two
    channels needs it. -#}
{% macro customer_fields() %}
    {% do return({
        'customer_id': {'kind': 'text', 'required': true},
        'order_channel': {'kind': 'text', 'required': true},
        'last_order_channel': {'kind': 'text', 'required': true},
        'first_order_date': {'kind': 'date', 'type': 'date', 'required': true},
        'last_order_date': {'kind': 'date', 'type': 'date', 'required': true},
        'last_online_order_date': {'kind': 'date', 'type': 'date', 'required': true},
        'last_offline_order_date': {'kind': 'date', 'type': 'date', 'required': true},
        'online_order_count': {'kind': 'integer', 'type': 'integer', 'required': true},
        'offline_order_count': {'kind': 'integer', 'type': 'integer', 'required': true},
        'offline_spend': {'kind': 'decimal', 'type': 'decimal(18, 2)', 'required': true},
        'online_spend': {'kind': 'decimal', 'type': 'decimal(18, 2)', 'required': true},
        'order_count': {'kind': 'integer', 'type': 'integer', 'is_total': true},
        'spend': {'kind': 'decimal', 'type': 'decimal(18, 2)', 'is_total': true},
        'category_list': {'kind': 'text', 'required': true},
        'store_company_list': {'kind': 'text'},
    }) %}
{% endmacro %}
