{#- One customer's ratio of amounts or counts to six places, rounded like exact_ratio, never a float. -#}
{% macro customer_ratio(numerator, denominator) %}
    {%- do return(adapter.dispatch('customer_ratio', 'omnichannel_rfm')(numerator, denominator)) -%}
{% endmacro %}

{% macro default__customer_ratio(numerator, denominator) -%}
    cast({{ omnichannel_rfm.exact_ratio(numerator, denominator) }} as decimal(18, 6))
{%- endmacro %}

{#- Two million times 40,000,000,000.00 in cents are within 64 bits, which DuckDB divides many times
    faster than the 128 bits of exact_ratio; hardly a customer has more. -#}
{% macro duckdb__customer_ratio(numerator, denominator) -%}
    {%- set largest = 40000000000 -%}
    {%- set top = "cast(cast(" ~ numerator ~ " as decimal(18, 2)) * 100 as bigint)" -%}
    {%- set bottom = "cast(cast(" ~ denominator ~ " as decimal(18, 2)) * 100 as bigint)" -%}
    case
        when {{ numerator }} between -{{ largest }} and {{ largest }}
            and {{ denominator }} between -{{ largest }} and {{ largest }}
            then cast(
                cast(
                    (2000000 * {{ top }} + sign({{ numerator }}) * abs({{ bottom }}))
                    // nullif(2 * {{ bottom }}, 0)
                    as decimal(18, 0)
                )
                * 0.000001 as decimal(18, 6)
            )
        else {{ omnichannel_rfm.default__customer_ratio(numerator, denominator) }}
    end
{%- endmacro %}
