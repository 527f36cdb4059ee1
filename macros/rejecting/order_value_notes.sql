{#- Why a value that a line does not need was left out: a list of [reason, condition]. -#}
{% macro order_value_notes() %}
    {%- set needed = omnichannel_rfm.amount_fields() + ['amount', 'order_total', 'refunded_amount'] -%}
    {%- set notes = [] -%}
    {%- for field, layout in omnichannel_rfm.order_fields().items() if not layout.required -%}
        {%- if layout.kind == 'decimal' and field not in needed -%}
            {%- do notes.extend(omnichannel_rfm.number_reasons(field)) -%}
        {%- elif layout.kind == 'date' -%}
            {%- do notes.append([
                'unparsable_' ~ field,
                field ~ ' is null and ' ~ omnichannel_rfm.clean_text(field ~ '_text') ~ ' is not null'
            ]) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(notes) -%}
{% endmacro %}
