{#- The vars that say where the input of a form is and how it is written, by what they set. -#}
{% macro input_vars(form) %}
    {%- do return({
        'customers': {
            'file': 'customers_file',
            'table': 'customers_table',
            'columns': 'customer_columns',
            'date_format': 'customer_date_format',
        },
        'orders': {
            'file': 'orders_file',
            'table': 'orders_table',
            'columns': 'order_columns',
            'file_columns': 'order_file_columns',
            'date_format': 'order_date_format',
            'return_order_prefix': 'return_order_prefix',
        },
    }[form]) -%}
{% endmacro %}
