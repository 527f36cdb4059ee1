{#- The known layouts of a form of input, by name: the vars that each sets, and what documents it. -#}
{% macro input_layouts(form) %}
    {%- do return({
        'customers': {
            'flo': {
                'customer_columns': {
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
                'order_columns': {
                    'customer_id': 'cust_id',
                    'quantity': 'qty_ordered',
                    'amount': 'total',
                    'discount': 'discount_amount',
                    'phone': 'Phone No.',
                    'email': 'E Mail',
                },
            },
            'uci_online_retail': {
                'order_columns': {
                    'order_id': ['InvoiceNo', 'Invoice'],
                    'order_date': 'InvoiceDate',
                    'customer_id': ['CustomerID', 'Customer ID'],
                    'item_id': 'StockCode',
                    'quantity': 'Quantity',
                    'unit_price': ['UnitPrice', 'Price'],
                    'region': 'Country',
                },
                'order_date_format': ['%m/%d/%Y %H:%M', '%Y-%m-%d %H:%M:%S'],
                'customer_id_form': 'whole_number',
                'return_order_prefix': 'C',
            },
            'cdnow': {
                'order_columns': {
                    'order_date': 'date',
                    'quantity': 'number_of_cds',
                    'amount': 'dollar_value',
                },
                'csv_delimiter': ' ',
                'order_date_format': '%Y%m%d',
            },
        },
    }[form]) -%}
{% endmacro %}
