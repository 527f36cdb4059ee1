{#- Where the input of a form is and how it is written: its layout, under what the vars set. -#}
{% macro input_layout(form) %}
    {%- set name = omnichannel_rfm.setting('order_layout') if form == 'orders' else 'flo' -%}
    {%- set layout = {
        'delimiter': omnichannel_rfm.setting('csv_delimiter'), 'file_columns': none,
        'date_format': none, 'return_order_prefix': none
    } -%}
    {%- do layout.update(omnichannel_rfm.input_layouts(form)[name]) -%}

    {%- set columns = {} -%}
    {%- for field in omnichannel_rfm.input_fields(form) -%}
        {%- do columns.update({field: layout.get('columns', {}).get(field, field)}) -%}
    {%- endfor -%}
    {%- for key, name in omnichannel_rfm.input_vars(form).items() -%}
        {%- if key == 'columns' -%}
            {%- do columns.update(omnichannel_rfm.setting(name)) -%}
        {%- elif omnichannel_rfm.setting(name) is not none or key not in layout -%}
            {%- do layout.update({key: omnichannel_rfm.setting(name)}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do layout.update({'columns': columns}) -%}
    {%- do return(layout) -%}
{% endmacro %}
