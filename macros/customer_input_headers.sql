{#- The columns of the customer input: one entry {name, columns} a file, or one for the table. -#}
{% macro customer_input_headers() %}
    {%- set headers = [] -%}
    {%- if flags.INTROSPECT == false -%}
        {#- Compiled without a connection: the layout stands in for what the input has. -#}
        {%- do return(headers) -%}
    {%- endif -%}
    {%- set file = omnichannel_rfm.setting('customers_file') -%}
    {%- set table = omnichannel_rfm.setting('customers_table') -%}
    {%- if file -%}
        {%- do headers.extend(omnichannel_rfm.file_headers(file)) -%}
    {%- else -%}
        {%- set relation = omnichannel_rfm.customer_input() -%}
        {%- set existing = load_relation(relation) -%}
        {%- if existing -%}
            {%- do headers.append({
                'name': table or existing.identifier,
                'columns': adapter.get_columns_in_relation(existing) | map(attribute='name') | list
            }) -%}
        {%- endif -%}
    {%- endif -%}
    {%- do return(headers) -%}
{% endmacro %}
