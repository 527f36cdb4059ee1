{#- The columns of one file that are called as a field may be called, by the first name that fits. -#}
{% macro columns_of_field(names, available) %}
    {%- set found = [] -%}
    {%- for name in names if not found -%}
        {%- do found.extend(available.get(omnichannel_rfm.plain_column_name(name), [])) -%}
    {%- endfor -%}
    {%- do return(found) -%}
{% endmacro %}
