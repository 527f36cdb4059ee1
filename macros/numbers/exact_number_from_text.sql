{#- A number from text in a narrow type; null when it is none, out of range or would be rounded, but for
    amounts where the var amount_decimals has them rounded. -#}
{% macro exact_number_from_text(expression, type) %}
    {%- set number = omnichannel_rfm.number_from_text(expression) -%}
    {%- set in_range = 'abs(' ~ number ~ ') <= ' ~ omnichannel_rfm.largest_number() -%}
    {%- if type == 'decimal(18, 2)' and omnichannel_rfm.setting('amount_decimals') == 'round' -%}
    cast(
        case when {{ in_range }} then {{ omnichannel_rfm.rounded_to_cents(number) }} end as {{ type }}
    )
    {%- else -%}
    {#- The outer cast: PostgreSQL takes a `case` without `else` for a number of any precision. -#}
    cast(
        case
            {%- if type in ['integer', 'decimal(18, 2)'] %}
            when {{ omnichannel_rfm.is_of_two_readings(expression) }}
                then null
            {%- endif %}
            when {{ in_range }}
                and cast({{ number }} as {{ type }}) = {{ number }}
                then cast({{ number }} as {{ type }})
        end as {{ type }}
    )
    {%- endif -%}
{%- endmacro %}
