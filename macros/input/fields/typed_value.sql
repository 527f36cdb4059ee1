{#- A field's typed value: of `attempted_value`, beside it as a column, where that reads back as it was
    written, but for zeros at its end; else by patterns. -#}
{% macro typed_value(form, field, layout, lowest=0) -%}
    {%- set attempt = field ~ '_attempt' -%}
    {%- set read_back = 'cast(' ~ attempt ~ ' as ' ~ dbt.type_string() ~ ')' -%}
    case
        {%- if layout.kind == 'date' %}
        when {{ read_back }} = {{ field }}
            then {{ attempt }}
        else {{ omnichannel_rfm.date_from_input(form, field) }}
        {%- else %}
        when {{ attempt }} between {{ lowest }} and {{ omnichannel_rfm.largest_number() }}
            and {{ omnichannel_rfm.begins_with(
                read_back ~ (" || '.00'" if layout.kind == 'integer' else ''), field
            ) }}
            then {{ attempt }}
        else {{ omnichannel_rfm.exact_number_from_text(field, layout.type) }}
        {%- endif %}
    end
{%- endmacro %}
