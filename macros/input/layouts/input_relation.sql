{#- What the input of a form is read from, as it stands behind `from`; `headers` are the files'. -#}
{% macro input_relation(form, headers) %}
    {%- set layout = omnichannel_rfm.input_layout(form) -%}
    {%- if layout.file -%}
        {%- do return(omnichannel_rfm.read_files(
            layout.file, headers, layout.delimiter, layout.file_columns is none
        )) -%}
    {%- elif layout.table -%}
        {%- do return(omnichannel_rfm.quoted_relation(omnichannel_rfm.table_from_name(
            layout.table, omnichannel_rfm.input_vars(form).table
        ))) -%}
    {%- elif form == 'customers' -%}
        {%- do return(omnichannel_rfm.input_model('flo_customers')) -%}
    {%- endif -%}
    {%- do return(ref('omnichannel_rfm', 'order_lines')) -%}
{% endmacro %}
