{#- One customer's ratio of amounts or counts to six places, rounded half up, never through a float. -#}
{% macro customer_ratio(numerator, denominator) %}
    {%- do return(adapter.dispatch('customer_ratio', 'omnichannel_rfm')(numerator, denominator)) -%}
{% endmacro %}

{% macro default__customer_ratio(numerator, denominator) -%}
    {{ omnichannel_rfm.exact_ratio(numerator, denominator) }}
{%- endmacro %}

{#- largest_number keeps twice a million times the cents of one customer within 64 bits, which DuckDB
    divides many times faster than the 128 bits of exact_ratio. -#}
{% macro duckdb__customer_ratio(numerator, denominator) -%}
    {%- set top = "cast(" ~ numerator ~ " * 100 as bigint)" -%}
    {%- set bottom = "cast(" ~ denominator ~ " * 100 as bigint)" -%}
    cast(
        cast(
            (2000000 * {{ top }} + sign({{ top }}) * {{ bottom }}) // nullif(2 * {{ bottom }}, 0)
            as decimal(18, 0)
        )
        * 0.000001 as decimal(18, 6)
    )
{%- endmacro %}
