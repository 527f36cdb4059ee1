{#- The known layouts of a form of input, by name: what differs from our own names and from plain CSV. -#}
{% macro input_layouts(form) %}
    {%- do return({
        'customers': {
            'flo': {
                'columns': {
                    'customer_id': 'master_id',
                    'last_online_order_date': 'last_order_date_online',
                    'last_offline_order_date': 'last_order_date_offline',
                    'online_order_count': 'order_num_total_ever_online',
                    'offline_order_count': 'order_num_total_ever_offline',
                    'offline_spend': 'customer_value_total_ever_offline',
                    'online_spend': 'customer_value_total_ever_online',
                    'category_list': 'interested_in_categories_12',
                    'store_company_list': 'store_type',
                },
            },
        },
        'orders': {
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
        },
    }[form]) -%}
{% endmacro %}
