{#- The salted hash of a personal field that the var hashed_personal_columns names, else null. -#}
{% macro personal_hash(field) -%}
    {%- if field in omnichannel_rfm.setting('hashed_personal_columns') -%}
        {{ omnichannel_rfm.salted_hash(omnichannel_rfm.clean_text(field)) }}
    {%- else -%}
        cast(null as {{ dbt.type_string() }})
    {%- endif -%}
{%- endmacro %}
