{#- What the order lines are read from, as it stands behind `from`; `headers` are the files'. -#}
{% macro order_input(headers=[]) %}
    {%- set file = omnichannel_rfm.setting('orders_file') -%}
    {%- set table = omnichannel_rfm.setting('orders_table') -%}
    {%- set layout = omnichannel_rfm.order_layout() -%}
    {%- if file -%}
        {%- do return(omnichannel_rfm.read_files(
            file, headers, layout.delimiter, layout.file_columns is none
        )) -%}
    {%- elif table -%}
        {%- do return(omnichannel_rfm.quoted_relation(
            omnichannel_rfm.table_from_name(table, 'orders_table')
        )) -%}
    {%- else -%}
        {%- do return(ref('omnichannel_rfm', 'order_lines')) -%}
    {%- endif -%}
{% endmacro %}
