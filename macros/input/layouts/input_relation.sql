{#- What the input of a form is read from, as it stands behind `from`; `headers` are the files'. -#}
{% macro input_relation(form, headers) %}
    {%- set path = omnichannel_rfm.setting(form ~ '_file') -%}
    {%- set table = omnichannel_rfm.input_table(form) -%}
    {%- if path -%}
        {%- do return(omnichannel_rfm.read_files(
            path, headers,
            'omnichannel_rfm_file' if form == 'orders' and omnichannel_rfm.looks_for_overlap() else none
        )) -%}
    {%- elif table -%}
        {%- do return(omnichannel_rfm.quoted_relation(
            omnichannel_rfm.table_from_name(table, form ~ '_table')
        )) -%}
    {%- endif -%}
    {%- do return(omnichannel_rfm.input_model(omnichannel_rfm.input_seed(form))) -%}
{% endmacro %}
