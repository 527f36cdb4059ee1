{#- The columns of the order input: one entry {name, columns} a file, or one for the table. -#}
{% macro order_input_headers() %}
    {%- set file = omnichannel_rfm.setting('orders_file') -%}
    {%- set layout = omnichannel_rfm.order_layout() -%}
    {%- if file -%}
        {%- set headers = [] -%}
        {%- for header in omnichannel_rfm.file_headers(file, layout.delimiter) -%}
            {%- do headers.append({
                'name': header.name, 'columns': layout.file_columns or header.columns
            }) -%}
        {%- endfor -%}
        {%- do return(headers) -%}
    {%- endif -%}
    {#- Not by ref: models that only ask for the columns do not stand on the seed. -#}
    {%- set table = omnichannel_rfm.setting('orders_table') -%}
    {%- set seed = graph.nodes.get('seed.omnichannel_rfm.order_lines') -%}
    {%- do return(omnichannel_rfm.table_headers(
        omnichannel_rfm.table_from_name(table, 'orders_table') if table
        else api.Relation.create(
            database=seed.database, schema=seed.schema, identifier=seed.alias
        ),
        table or 'seed order_lines'
    )) -%}
{% endmacro %}
