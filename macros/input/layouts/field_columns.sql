{#- Our field name -> the names of columns that it may be read from, the first choice first. -#}
{% macro field_columns(form) %}
    {%- set named = omnichannel_rfm.setting(omnichannel_rfm.columns_setting(form)) -%}
    {%- set layout = omnichannel_rfm.setting('contact_permissions_layout')
        if form == 'contact_permissions' else 'plain' -%}
    {%- set columns = {} -%}
    {%- for field, meaning in omnichannel_rfm.input_fields(form).items() -%}
        {%- set names = named.get(field, meaning.get(layout, field)) -%}
        {#- Null leaves a column out. -#}
        {%- do columns.update({
            field: [] if names is none
                else names if names is sequence and names is not string else [names | string]
        }) -%}
    {%- endfor -%}
    {%- do return(columns) -%}
{% endmacro %}
