{#- What the lines of an order say in a field, where they say one thing only; else null. -#}
{% macro only_value_of_order(field) -%}
    {%- set text = omnichannel_rfm.clean_text(field) -%}
    {%- set order = 'over (partition by ' ~ omnichannel_rfm.clean_text('order_id') ~ ')' -%}
    case
        when {{ omnichannel_rfm.clean_text('order_id') }} is not null
            and min({{ text }}) {{ order }} = max({{ text }}) {{ order }}
            then min({{ text }}) {{ order }}
    end
{%- endmacro %}
