{#- Our field name -> the columns of the input that it is read from: none, one, or one a spelling. -#}
{% macro input_columns(form, headers) %}
    {%- set hashed = omnichannel_rfm.setting('hashed_personal_columns') -%}
    {%- set fields = omnichannel_rfm.input_fields(form) -%}
    {%- set spellings = {} -%}
    {%- for column in headers | map(attribute='columns') | sum(start=[]) -%}
        {%- do spellings.update({column | lower: column}) -%}
    {%- endfor -%}
    {%- set available = omnichannel_rfm.columns_by_plain_name(spellings.values()) -%}
    {%- set columns = {} -%}
    {%- for field, wanted in omnichannel_rfm.input_layout(form).columns.items() -%}
        {#- Without headers (while parsing) every column counts as present; null leaves one out. -#}
        {%- set found = [] if wanted is none
            else available.get(omnichannel_rfm.plain_column_name(wanted), []) if headers
            else [wanted] -%}
        {#- Personal columns that nobody asked to hash are not even read. -#}
        {%- set is_read = fields[field].kind != 'personal' or field in hashed -%}
        {%- do columns.update({field: found if is_read else []}) -%}
    {%- endfor -%}
    {%- do return(columns) -%}
{% endmacro %}
