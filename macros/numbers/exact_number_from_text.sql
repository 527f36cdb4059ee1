{#- A number from text in a narrow type; null when it is none, out of range or would be rounded. -#}
{% macro exact_number_from_text(expression, type) %}
    {%- set number = omnichannel_rfm.number_from_text(expression) -%}
    {#- The outer cast: PostgreSQL takes a `case` without `else` for a number of any precision. -#}
    cast(
        case
            when abs({{ number }}) <= {{ omnichannel_rfm.largest_number() }}
                and cast({{ number }} as {{ type }}) = {{ number }}
                then cast({{ number }} as {{ type }})
        end as {{ type }}
    )
{%- endmacro %}
