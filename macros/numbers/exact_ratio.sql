{#- Numerator / denominator to so many places, rounded half away from zero without a float. -#}
{% macro exact_ratio(numerator, denominator, places=6) %}
    {%- do return(adapter.dispatch('exact_ratio', 'omnichannel_rfm')(numerator, denominator, places)) -%}
{% endmacro %}

{#- Whole numbers are divided, and what they leave is taken off before: a quotient of decimals is
    rounded somewhere on every database. Half of the denominator rounds away from zero, so it has
    the sign of the quotient's numerator. -#}
{% macro default__exact_ratio(numerator, denominator, places) -%}
    {%- set whole = omnichannel_rfm.wide_decimal(0) -%}
    {%- set millionths = omnichannel_rfm.wide_decimal(6) -%}
    {%- set top = "cast(cast(" ~ numerator ~ " as " ~ millionths ~ ") * 1000000 as " ~ whole ~ ")" -%}
    {%- set bottom = "cast(cast(" ~ denominator ~ " as " ~ millionths ~ ") * 1000000 as " ~ whole ~ ")" -%}
    {%- set half = "case when " ~ numerator ~ " < 0 then -abs(" ~ bottom ~ ") else abs(" ~ bottom ~ ") end" -%}
    {%- set dividend = "(2" ~ '0' * places ~ " * " ~ top ~ " + " ~ half ~ ")" -%}
    {%- set divisor = "nullif(2 * " ~ bottom ~ ", 0)" -%}
    cast(
        cast(
            ({{ dividend }} - mod({{ dividend }}, {{ divisor }})) / {{ divisor }}
            as decimal(28, 0)
        ) * {{ omnichannel_rfm.decimal_literal('0.' ~ '0' * (places - 1) ~ '1') }}
        as decimal(28, {{ places }})
    )
{%- endmacro %}

{#- DuckDB divides decimals as doubles, so this divides whole numbers of millionths instead. -#}
{% macro duckdb__exact_ratio(numerator, denominator, places) -%}
    {%- set top = "cast(cast(" ~ numerator ~ " as decimal(38, 6)) * 1000000 as hugeint)" -%}
    {%- set bottom = "cast(cast(" ~ denominator ~ " as decimal(38, 6)) * 1000000 as hugeint)" -%}
    cast(
        cast(
            (2{{ '0' * places }} * {{ top }} + sign({{ numerator }}) * abs({{ bottom }}))
            // nullif(2 * {{ bottom }}, 0)
            as decimal(28, 0)
        ) * 0.{{ '0' * (places - 1) }}1 as decimal(28, {{ places }})
    )
{%- endmacro %}

{#- A quotient that PostgreSQL has already rounded would be rounded twice; div() cuts off exactly. -#}
{% macro postgres__exact_ratio(numerator, denominator, places) -%}
    {%- set top = "cast(" ~ numerator ~ " as numeric)" -%}
    {%- set bottom = "cast(" ~ denominator ~ " as numeric)" -%}
    cast(
        div(
            2{{ '0' * places }} * {{ top }} + sign({{ top }}) * abs({{ bottom }}),
            nullif(2 * {{ bottom }}, 0)
        ) * 0.{{ '0' * (places - 1) }}1 as decimal(28, {{ places }})
    )
{%- endmacro %}

{#- PostgreSQL's div() is not there. -#}
{% macro redshift__exact_ratio(numerator, denominator, places) -%}
    {{ omnichannel_rfm.default__exact_ratio(numerator, denominator, places) }}
{%- endmacro %}
