{#- The fields of an order line that are kept, in the order in which it is shown; personal ones are not.
    What `is_of_order` is the same on all lines of an order. -#}
{% macro order_fields() %}
    {% do return({
        'order_id': {'kind': 'text'},
        'order_date': {'kind': 'date', 'type': 'date', 'required': true, 'is_of_order': true},
        'customer_id': {'kind': 'text', 'required': true, 'is_of_order': true},
        'item_id': {'kind': 'text'},
        'category': {'kind': 'text'},
        'quantity': {'kind': 'decimal', 'type': 'decimal(18, 4)'},
        'unit_price': {'kind': 'decimal', 'type': 'decimal(18, 6)'},
        'amount': {'kind': 'decimal', 'type': 'decimal(18, 2)'},
        'order_total': {'kind': 'decimal', 'type': 'decimal(18, 2)', 'is_of_order': true},
        'refunded_amount': {'kind': 'decimal', 'type': 'decimal(18, 2)'},
        'discount': {'kind': 'decimal', 'type': 'decimal(18, 2)'},
        'currency': {'kind': 'text', 'is_of_order': true},
        'status': {'kind': 'text', 'is_of_order': true},
        'channel': {'kind': 'text', 'is_of_order': true},
        'store': {'kind': 'text', 'is_of_order': true},
        'payment_method': {'kind': 'text', 'is_of_order': true},
        'gender': {'kind': 'text', 'is_of_order': true},
        'customer_since': {'kind': 'date', 'type': 'date', 'is_of_order': true},
        'city': {'kind': 'text', 'is_of_order': true},
        'county': {'kind': 'text', 'is_of_order': true},
        'state': {'kind': 'text', 'is_of_order': true},
        'region': {'kind': 'text', 'is_of_order': true},
    }) %}
{% endmacro %}
