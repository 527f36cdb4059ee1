{#- How the order lines are written: a known layout by the var order_layout, under the other vars. -#}
{% macro order_layout() %}
    {%- set layout = {
        'columns': {}, 'file_columns': none, 'delimiter': omnichannel_rfm.setting('csv_delimiter'),
        'date_format': none, 'return_order_prefix': none
    } -%}
    {%- do layout.update(omnichannel_rfm.order_layouts()[omnichannel_rfm.setting('order_layout')]) -%}

    {%- set columns = {} -%}
    {%- do columns.update(layout.columns) -%}
    {%- do columns.update(omnichannel_rfm.setting('order_columns')) -%}
    {%- do layout.update({'columns': columns}) -%}
    {%- for key, name in {
        'file_columns': 'order_file_columns',
        'date_format': 'order_date_format',
        'return_order_prefix': 'return_order_prefix',
    }.items() if omnichannel_rfm.setting(name) is not none -%}
        {%- do layout.update({key: omnichannel_rfm.setting(name)}) -%}
    {%- endfor -%}
    {%- do return(layout) -%}
{% endmacro %}
