{#- Our field name -> the names of columns that it may be read from, the first choice first. -#}
{% macro field_columns(form) %}
    {%- set named = omnichannel_rfm.setting(omnichannel_rfm.columns_setting(form)) -%}
    {%- set columns = {} -%}
    {%- for field in omnichannel_rfm.input_fields(form) -%}
        {%- set names = named.get(field, field) -%}
        {#- Null leaves a column out. -#}
        {%- do columns.update({
            field: [] if names is none
                else names if names is sequence and names is not string else [names | string]
        }) -%}
    {%- endfor -%}
    {%- do return(columns) -%}
{% endmacro %}
