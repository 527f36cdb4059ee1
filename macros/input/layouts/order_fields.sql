{#- The fields of an order line that are kept, in the order in which it is shown; personal ones are not. -#}
{% macro order_fields() %}
    {% do return({
        'order_id': {'kind': 'text'},
        'order_date': {'kind': 'date', 'required': true},
        'customer_id': {'kind': 'text', 'required': true},
        'item_id': {'kind': 'text'},
        'category': {'kind': 'text'},
        'quantity': {'kind': 'decimal', 'type': 'decimal(18, 4)'},
        'unit_price': {'kind': 'decimal', 'type': 'decimal(18, 6)'},
        'amount': {'kind': 'decimal', 'type': 'decimal(18, 2)'},
        'discount': {'kind': 'decimal', 'type': 'decimal(18, 2)'},
        'status': {'kind': 'text'},
        'channel': {'kind': 'text'},
        'store': {'kind': 'text'},
        'payment_method': {'kind': 'text'},
        'gender': {'kind': 'text'},
        'customer_since': {'kind': 'date'},
        'city': {'kind': 'text'},
        'county': {'kind': 'text'},
        'state': {'kind': 'text'},
        'region': {'kind': 'text'},
    }) %}
{% endmacro %}
