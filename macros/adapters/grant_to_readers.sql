{#- Statement for a mart's post-hook: lets the roles of the var reader_roles read it. -#}
{% macro grant_to_readers() -%}
    {%- set roles = omnichannel_rfm.setting('reader_roles') -%}
    {%- if roles -%}
        grant select on {{ this }} to {{ omnichannel_rfm.quoted_names(roles) }}
    {%- endif -%}
{%- endmacro %}
