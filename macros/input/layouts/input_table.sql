{#- The table that a form of input is read from by its var, if it has one; else none. -#}
{% macro input_table(form) %}
    {%- set name = form ~ '_table' -%}
    {%- do return(
        omnichannel_rfm.setting(name) if name in omnichannel_rfm.settings() else none
    ) -%}
{% endmacro %}
