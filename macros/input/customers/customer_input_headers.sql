{#- The columns of the customer input: one entry {name, columns} a file, or one for the table. -#}
{% macro customer_input_headers() %}
    {%- if flags.INTROSPECT == false -%}
        {#- Compiled without a connection: the layout stands in for what the input has. -#}
        {%- do return([]) -%}
    {%- endif -%}
    {%- set file = omnichannel_rfm.setting('customers_file') -%}
    {%- set table = omnichannel_rfm.setting('customers_table') -%}
    {%- if file -%}
        {%- do return(omnichannel_rfm.file_headers(file)) -%}
    {%- endif -%}
    {%- set relation = omnichannel_rfm.table_from_name(table) if table
        else omnichannel_rfm.input_model('flo_customers') -%}
    {%- do return(omnichannel_rfm.table_headers(relation, table or relation.identifier)) -%}
{% endmacro %}
