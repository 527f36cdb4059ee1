{#- A column's name for comparing: small letters, `Customer Since` and `customer_since` alike. -#}
{% macro plain_column_name(name) %}
    {%- do return(name | trim | lower | replace('_', ' ')) -%}
{% endmacro %}
