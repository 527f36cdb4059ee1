{#- The columns of the order input: one entry {name, columns} a file, or one for the table. -#}
{% macro order_input_headers() %}
    {%- set file = omnichannel_rfm.setting('orders_file') -%}
    {%- set layout = omnichannel_rfm.order_layout() -%}
    {%- set headers = [] -%}
    {%- if file -%}
        {%- for header in omnichannel_rfm.file_headers(file, layout.delimiter) -%}
            {%- do headers.append({
                'name': header.name, 'columns': layout.file_columns or header.columns
            }) -%}
        {%- endfor -%}
    {%- else -%}
        {#- Not by ref: models that only ask for the columns do not stand on the seed. -#}
        {%- set table = omnichannel_rfm.setting('orders_table') -%}
        {%- set seed = graph.nodes.get('seed.omnichannel_rfm.order_lines') -%}
        {%- set existing = load_relation(
            omnichannel_rfm.table_from_name(table, 'orders_table') if table
            else api.Relation.create(
                database=seed.database, schema=seed.schema, identifier=seed.alias
            )
        ) -%}
        {%- if existing -%}
            {%- do headers.append({
                'name': table or 'seed order_lines',
                'columns': adapter.get_columns_in_relation(existing) | map(attribute='name') | list
            }) -%}
        {%- endif -%}
    {%- endif -%}
    {%- do return(headers) -%}
{% endmacro %}
