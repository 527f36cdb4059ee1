{#- dbt's statement for a seed's empty table on Spark, where a varchar would need a length. -#}
{% macro spark__create_csv_table(model, agate_table) %}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set columns = [] -%}
    {%- for name in agate_table.column_names -%}
        {%- set type = types.get(name, adapter.convert_type(agate_table, loop.index0)) -%}
        {%- do columns.append(omnichannel_rfm.quoted_name(name) ~ ' ' ~ omnichannel_rfm.seed_column_type(type)) -%}
    {%- endfor -%}
    {%- set sql -%}
        create table {{ this }} ({{ columns | join(', ') }}) {{ file_format_clause() }} {{ comment_clause() }}
    {%- endset -%}
    {%- call statement('create_table') -%}{{ sql }}{%- endcall -%}
    {%- do return(sql) -%}
{% endmacro %}
