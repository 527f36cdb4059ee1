{#- Statement for on-run-start: lets the roles of the var reader_roles into the schemas of marts. -#}
{% macro let_readers_in() -%}
    {%- set roles = omnichannel_rfm.setting('reader_roles') -%}
    {%- if execute and roles and flags.WHICH in ['build', 'run'] -%}
        {%- set schemas = omnichannel_rfm.marts() | map(attribute='schema') | unique | list -%}
        grant usage on schema {{ omnichannel_rfm.quoted_names(schemas) }}
        to {{ omnichannel_rfm.quoted_names(roles) }}
    {%- endif -%}
{%- endmacro %}
