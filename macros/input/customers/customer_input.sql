{#- What the customer rows are read from, as it stands behind `from`; `headers` are the files'. -#}
{% macro customer_input(headers=[]) %}
    {%- set file = omnichannel_rfm.setting('customers_file') -%}
    {%- set table = omnichannel_rfm.setting('customers_table') -%}
    {%- if file -%}
        {%- do return(omnichannel_rfm.read_files(file, headers)) -%}
    {%- elif table -%}
        {%- do return(omnichannel_rfm.quoted_relation(omnichannel_rfm.table_from_name(table))) -%}
    {%- else -%}
        {%- do return(omnichannel_rfm.input_model('flo_customers')) -%}
    {%- endif -%}
{% endmacro %}
