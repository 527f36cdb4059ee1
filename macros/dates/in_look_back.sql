{#- Condition: whether a day is within the months that are looked back on from a date. -#}
{% macro in_look_back(day, as_of) -%}
    {%- set months = omnichannel_rfm.setting('look_back_months') -%}
    {{ day ~ ' > ' ~ dbt.dateadd('month', -months, as_of) if months else 'true' }}
{%- endmacro %}
