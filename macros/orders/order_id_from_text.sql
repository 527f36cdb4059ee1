{#- The id of an order in its text, with the var order_key of several fields; null where it is missing. -#}
{% macro order_id_from_text() -%}
    {%- set parts = [] -%}
    {%- for field in omnichannel_rfm.setting('order_key') -%}
        {%- if field == 'order_date' -%}
            {%- do parts.append('cast(' ~ omnichannel_rfm.date_from_input('orders', field)
                ~ ' as ' ~ dbt.type_string() ~ ')') -%}
        {%- else -%}
            {%- do parts.append(omnichannel_rfm.clean_text(field)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if parts | length == 1 -%}
        {{ parts[0] }}
    {%- else -%}
        case when {{ parts[0] }} is not null then {{ omnichannel_rfm.joined_by("' '", parts) }} end
    {%- endif -%}
{%- endmacro %}
