{#- The columns of an optional form of input: every field typed, and behind them as the text it came as. -#}
{% macro record_values(form) -%}
    {%- set fields = omnichannel_rfm.input_fields(form) -%}
    {%- set lowest_number = '-' ~ omnichannel_rfm.largest_number() -%}
    {%- for field, layout in fields.items() %}
        {% if field == 'customer_id' -%}
            {{ omnichannel_rfm.customer_id_from_text(field) }}
        {%- elif layout.kind == 'text' -%}
            {{ omnichannel_rfm.clean_text(field) }}
        {%- elif layout.kind == 'choice' -%}
            {{ omnichannel_rfm.chosen_value(field, layout.choices) }}
        {%- elif layout.kind == 'time' -%}
            {{ omnichannel_rfm.time_from_text(form, field) }}
        {%- else -%}
            {{ omnichannel_rfm.typed_value(form, field, layout, lowest_number) }}
        {%- endif %} as {{ field }},
    {%- endfor %}
    {%- for field in fields %}
        {{ omnichannel_rfm.hashed_id(field) if field == 'customer_id' else field }}
            as {{ field }}_text{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
