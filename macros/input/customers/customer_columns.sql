{#- Our field name -> the input's column name, or none where an optional column is absent. -#}
{% macro customer_columns(available_columns) %}
    {%- set mapped = omnichannel_rfm.setting('customer_columns') -%}
    {%- set available = {} -%}
    {%- for column in available_columns -%}
        {%- do available.update({column | trim | lower: column}) -%}
    {%- endfor -%}
    {%- set columns = {} -%}
    {%- for field, layout in omnichannel_rfm.customer_fields().items() -%}
        {%- set wanted = mapped.get(field, layout.column) -%}
        {#- Without a list of columns (while parsing) every column counts as present. -#}
        {%- do columns.update({
            field: available.get(wanted | lower) if available_columns else wanted
        }) -%}
    {%- endfor -%}
    {%- do return(columns) -%}
{% endmacro %}
