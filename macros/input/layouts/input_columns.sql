{#- Our field name -> the columns of the input that it is read from: none, one, or one a spelling. -#}
{% macro input_columns(form, headers) %}
    {%- set hashed = omnichannel_rfm.setting('hashed_personal_columns') -%}
    {%- set fields = omnichannel_rfm.input_fields(form) -%}
    {%- set headers_by_name = [] -%}
    {%- for header in headers -%}
        {%- do headers_by_name.append(omnichannel_rfm.columns_by_plain_name(header.columns)) -%}
    {%- endfor -%}
    {%- set columns = {} -%}
    {%- for field, names in omnichannel_rfm.field_columns(form).items() -%}
        {%- set spellings = {} -%}
        {#- Without headers (while parsing) every column but totals counts as present. -#}
        {%- for available in headers_by_name
            or [omnichannel_rfm.columns_by_plain_name([] if fields[field].is_total else names[:1])] -%}
            {%- for column in omnichannel_rfm.columns_of_field(names, available) -%}
                {%- do spellings.setdefault(column | lower, column) -%}
            {%- endfor -%}
        {%- endfor -%}
        {#- Personal columns that nobody asked to hash are not even read. -#}
        {%- set is_read = fields[field].kind != 'personal' or field in hashed -%}
        {%- do columns.update({field: spellings.values() | list if is_read else []}) -%}
    {%- endfor -%}
    {%- do return(columns) -%}
{% endmacro %}
