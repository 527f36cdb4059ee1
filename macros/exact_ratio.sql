{#- Numerator / denominator to so many places, rounded half away from zero without a float. -#}
{% macro exact_ratio(numerator, denominator, places=6) %}
    {%- do return(adapter.dispatch('exact_ratio', 'omnichannel_rfm')(numerator, denominator, places)) -%}
{% endmacro %}

{#- A quotient of decimals is rounded somewhere on every database; without the remainder there is
    nothing to round. -#}
{% macro default__exact_ratio(numerator, denominator, places) -%}
    {%- set whole = omnichannel_rfm.wide_decimal(0) -%}
    {%- set millionths = omnichannel_rfm.wide_decimal(6) -%}
    {%- set top = "cast(cast(" ~ numerator ~ " as " ~ millionths ~ ") * 1000000 as " ~ whole ~ ")" -%}
    {%- set bottom = "cast(cast(" ~ denominator ~ " as " ~ millionths ~ ") * 1000000 as " ~ whole ~ ")" -%}
    {%- set dividend = "(2" ~ '0' * places ~ " * abs(" ~ top ~ ") + " ~ bottom ~ ")" -%}
    {%- set divisor = "nullif(2 * " ~ bottom ~ ", 0)" -%}
    cast(
        cast(
            sign({{ top }}) * ({{ dividend }} - mod({{ dividend }}, {{ divisor }})) / {{ divisor }}
            as decimal(18, 0)
        ) * {{ omnichannel_rfm.decimal_literal('0.' ~ '0' * (places - 1) ~ '1') }}
        as decimal(18, {{ places }})
    )
{%- endmacro %}

{#- DuckDB divides decimals as doubles, so this divides whole numbers of millionths instead. -#}
{% macro duckdb__exact_ratio(numerator, denominator, places) -%}
    {%- set top = "cast(cast(" ~ numerator ~ " as decimal(38, 6)) * 1000000 as hugeint)" -%}
    {%- set bottom = "cast(cast(" ~ denominator ~ " as decimal(38, 6)) * 1000000 as hugeint)" -%}
    cast(
        cast(
            sign({{ top }})
            * ((2{{ '0' * places }} * abs({{ top }}) + {{ bottom }}) // nullif(2 * {{ bottom }}, 0))
            as decimal(18, 0)
        ) * 0.{{ '0' * (places - 1) }}1 as decimal(18, {{ places }})
    )
{%- endmacro %}

{#- A quotient that PostgreSQL has already rounded would be rounded twice; div() cuts off exactly. -#}
{% macro postgres__exact_ratio(numerator, denominator, places) -%}
    {%- set top = "cast(" ~ numerator ~ " as numeric)" -%}
    {%- set bottom = "cast(" ~ denominator ~ " as numeric)" -%}
    cast(
        sign({{ top }})
        * div(2{{ '0' * places }} * abs({{ top }}) + {{ bottom }}, nullif(2 * {{ bottom }}, 0))
        * 0.{{ '0' * (places - 1) }}1 as decimal(18, {{ places }})
    )
{%- endmacro %}

{#- PostgreSQL's div() is not there. -#}
{% macro redshift__exact_ratio(numerator, denominator, places) -%}
    {{ omnichannel_rfm.default__exact_ratio(numerator, denominator, places) }}
{%- endmacro %}

{#- Whole numbers of millionths as in DuckDB; `div` cuts off exactly. -#}
{% macro spark__exact_ratio(numerator, denominator, places) -%}
    {%- set top = "cast(cast(" ~ numerator ~ " as decimal(38, 6)) * 1000000 as decimal(38, 0))" -%}
    {%- set bottom = "cast(cast(" ~ denominator ~ " as decimal(38, 6)) * 1000000 as decimal(38, 0))" -%}
    cast(
        sign({{ top }})
        * ((2{{ '0' * places }} * abs({{ top }}) + {{ bottom }}) div nullif(2 * {{ bottom }}, 0))
        * 0.{{ '0' * (places - 1) }}1 as decimal(18, {{ places }})
    )
{%- endmacro %}
