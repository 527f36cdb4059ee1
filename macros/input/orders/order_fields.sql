{#- The order layout: our field name -> the column it is read from, the kind of value, what it is. -#}
{% macro order_fields() %}
    {%- set fields = {
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
    } -%}
    {%- for field in omnichannel_rfm.personal_fields() -%}
        {%- do fields.update({field: {'kind': 'personal'}}) -%}
    {%- endfor -%}
    {%- for field, layout in fields.items() -%}
        {%- do layout.update({'column': field}) -%}
    {%- endfor -%}
    {%- do return(fields) -%}
{% endmacro %}
