{#- What this run reads, file by file; of a table, model or seed its name. -#}
{% macro input_file_names() %}
    {%- set names = [] -%}
    {%- set forms = omnichannel_rfm.order_forms() if omnichannel_rfm.input_form() == 'orders'
        else ['customers'] -%}
    {%- for form in forms -%}
        {%- do names.extend(omnichannel_rfm.input_headers(form) | map(attribute='name')) -%}
    {%- endfor -%}
    {%- do return(names | join(', ')) -%}
{% endmacro %}
