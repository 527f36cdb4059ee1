{#- The date that a var holds; null where it holds none. -#}
{% macro date_setting(name) -%}
    {%- set day = omnichannel_rfm.setting(name) -%}
    cast({{ "'" ~ day ~ "'" if day else 'null' }} as date)
{%- endmacro %}
