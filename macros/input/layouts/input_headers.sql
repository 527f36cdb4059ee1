{#- The columns of the input of a form: one entry {name, columns} a file, or one for the table. -#}
{% macro input_headers(form) %}
    {%- if not execute or flags.INTROSPECT == false or graph.nodes is not defined -%}
        {#- While parsing, in a unit test, or without a connection: the layout stands in for what the input has. -#}
        {%- do return([]) -%}
    {%- endif -%}
    {%- set path = omnichannel_rfm.setting(form ~ '_file') -%}
    {%- set table = omnichannel_rfm.input_table(form) -%}
    {%- if path -%}
        {%- set headers = omnichannel_rfm.file_headers(path, omnichannel_rfm.file_options(form)) -%}
        {%- set names = omnichannel_rfm.setting('order_file_columns') if form == 'orders' else none -%}
        {%- for header in headers if names -%}
            {%- do header.update({'columns': names}) -%}
        {%- endfor -%}
        {%- do return(headers) -%}
    {%- elif table -%}
        {%- set relation = omnichannel_rfm.table_from_name(table, form ~ '_table') -%}
        {%- do return(omnichannel_rfm.table_headers(relation, table)) -%}
    {%- endif -%}
    {#- Not by ref: models that only ask for the columns do not stand on what is read. -#}
    {%- set seed = omnichannel_rfm.input_seed(form) -%}
    {%- set name = omnichannel_rfm.setting('input_models').get(seed, 'omnichannel_rfm.' ~ seed) -%}
    {%- set parts = name.split('.') -%}
    {%- set node = graph.nodes.values()
        | selectattr('name', 'equalto', parts[-1])
        | selectattr('package_name', 'equalto', parts[0] if parts | length == 2 else project_name)
        | rejectattr('resource_type', 'in', ['test', 'unit_test']) | first -%}
    {%- do return(omnichannel_rfm.table_headers(
        api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias),
        node.resource_type ~ ' ' ~ node.name
    )) -%}
{% endmacro %}
