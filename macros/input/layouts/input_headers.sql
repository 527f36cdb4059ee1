{#- The columns of the input of a form: one entry {name, columns} a file, or one for the table. -#}
{% macro input_headers(form) %}
    {%- if not execute or flags.INTROSPECT == false -%}
        {#- While parsing, or without a connection: the layout stands in for what the input has. -#}
        {%- do return([]) -%}
    {%- endif -%}
    {%- set layout = omnichannel_rfm.input_layout(form) -%}
    {%- if layout.file -%}
        {%- set headers = omnichannel_rfm.file_headers(layout.file, layout.delimiter) -%}
        {%- for header in headers if layout.file_columns -%}
            {%- do header.update({'columns': layout.file_columns}) -%}
        {%- endfor -%}
        {%- do return(headers) -%}
    {%- elif layout.table -%}
        {%- set relation = omnichannel_rfm.table_from_name(
            layout.table, omnichannel_rfm.input_vars(form).table
        ) -%}
        {%- do return(omnichannel_rfm.table_headers(relation, layout.table)) -%}
    {%- elif form == 'customers' -%}
        {%- set relation = omnichannel_rfm.input_model('flo_customers') -%}
        {%- do return(omnichannel_rfm.table_headers(relation, relation.identifier)) -%}
    {%- endif -%}
    {#- Not by ref: models that only ask for the columns do not stand on the seed. -#}
    {%- set seed = graph.nodes['seed.omnichannel_rfm.order_lines'] -%}
    {%- do return(omnichannel_rfm.table_headers(
        api.Relation.create(database=seed.database, schema=seed.schema, identifier=seed.alias),
        'seed order_lines'
    )) -%}
{% endmacro %}
