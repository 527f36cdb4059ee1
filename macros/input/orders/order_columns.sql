{#- Our field name -> the order input's column name, or none where an optional column is absent. -#}
{% macro order_columns(available_columns) %}
    {%- set mapped = omnichannel_rfm.order_layout().columns -%}
    {%- set available = {} -%}
    {%- for column in available_columns -%}
        {%- do available.update({omnichannel_rfm.plain_column_name(column): column}) -%}
    {%- endfor -%}
    {%- set columns = {} -%}
    {%- for field, layout in omnichannel_rfm.order_fields().items() -%}
        {%- set wanted = mapped.get(field, layout.column) -%}
        {#- Without a list of columns (while parsing) every column counts as present. -#}
        {%- do columns.update({
            field: available.get(omnichannel_rfm.plain_column_name(wanted))
                if available_columns else wanted
        }) -%}
    {%- endfor -%}
    {%- do return(columns) -%}
{% endmacro %}
