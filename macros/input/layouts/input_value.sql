{#- The text of a field in a row of the input, in whichever of its columns it is; null without any. -#}
{% macro input_value(columns) -%}
    {%- set texts = [] -%}
    {%- for column in columns or [none] -%}
        {%- set name = omnichannel_rfm.quoted_name(column) if column is not none else 'null' -%}
        {%- do texts.append('cast(' ~ name ~ ' as ' ~ dbt.type_string() ~ ')') -%}
    {%- endfor -%}
    {{ texts[0] if texts | length == 1 else 'coalesce(' ~ texts | join(', ') ~ ')' }}
{%- endmacro %}
