{#- The layouts of order lines that can be named: what differs from the plain one, by name. -#}
{% macro order_layouts() %}
    {%- do return({
        'plain': {},
        'amazon_fy2021': {
            'columns': {
                'customer_id': 'cust_id',
                'quantity': 'qty_ordered',
                'amount': 'total',
                'discount': 'discount_amount',
                'phone': 'Phone No.',
                'email': 'E Mail',
            },
        },
        'uci_online_retail': {
            'columns': {
                'order_id': 'InvoiceNo',
                'order_date': 'InvoiceDate',
                'customer_id': 'CustomerID',
                'item_id': 'StockCode',
                'quantity': 'Quantity',
                'unit_price': 'UnitPrice',
                'region': 'Country',
            },
            'date_format': '%m/%d/%Y %H:%M',
            'return_order_prefix': 'C',
        },
        'cdnow': {
            'columns': {
                'order_date': 'date',
                'quantity': 'number_of_cds',
                'amount': 'dollar_value',
            },
            'delimiter': ' ',
            'date_format': '%Y%m%d',
        },
    }) -%}
{% endmacro %}
