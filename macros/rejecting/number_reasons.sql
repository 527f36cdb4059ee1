{#- Why a number of an order line cannot be used as it is written: a list of [reason, condition]. -#}
{% macro number_reasons(field) %}
    {%- set text = omnichannel_rfm.clean_text(field ~ '_text') -%}
    {%- set written = omnichannel_rfm.number_from_text(field ~ '_text') -%}
    {%- set places = {'quantity': 4, 'unit_price': 6}.get(field, 2) -%}
    {#- Not by round(), which has no place for the next number after twenty nines. -#}
    {%- set unit = omnichannel_rfm.decimal_literal('0.' ~ '0' * (places - 1) ~ '1') -%}
    {%- set reasons = [
        ['unparsable_' ~ field, written ~ ' is null and ' ~ text ~ ' is not null'],
        ['too_large_' ~ field, 'abs(' ~ written ~ ') > ' ~ omnichannel_rfm.largest_number()],
    ] -%}
    {%- if places == 2 -%}
        {%- do reasons.append(
            ['ambiguous_' ~ field, omnichannel_rfm.is_of_two_readings(field ~ '_text')]
        ) -%}
    {%- endif -%}
    {%- if places > 2 or omnichannel_rfm.setting('amount_decimals') == 'reject' -%}
        {%- do reasons.append([
            ('fractional_cents_in_' if places == 2 else 'too_many_decimals_in_') ~ field,
            'mod(' ~ written ~ ', ' ~ unit ~ ') <> 0'
        ]) -%}
    {%- endif -%}
    {%- do return(reasons) -%}
{% endmacro %}
