{#- Names as SQL identifiers, with commas between them. -#}
{% macro quoted_names(names) %}
    {%- set quoted = [] -%}
    {%- for name in names -%}
        {%- do quoted.append(omnichannel_rfm.quoted_name(name)) -%}
    {%- endfor -%}
    {%- do return(quoted | join(', ')) -%}
{% endmacro %}
