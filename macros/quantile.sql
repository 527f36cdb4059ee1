{#- An exact, linearly interpolated quantile as decimal(18, 4), an aggregate. -#}
{% macro quantile(expression, fraction) %}
    {%- do return(adapter.dispatch('quantile', 'omnichannel_rfm')(expression, fraction)) -%}
{% endmacro %}

{#- Not while parsing: dbt then renders models that are switched off as well. -#}
{% macro default__quantile(expression, fraction) %}
    {%- if execute -%}
        {{ exceptions.raise_compiler_error(
            "Statistics are computed on DuckDB, and the target is " ~ target.type ~ "."
        ) }}
    {%- endif -%}
{% endmacro %}

{#- DuckDB interpolates in the type it is given: two more places than the column keep it exact. -#}
{% macro duckdb__quantile(expression, fraction) -%}
    cast(quantile_cont(cast({{ expression }} as decimal(28, 8)), {{ fraction }}) as decimal(18, 4))
{%- endmacro %}
