{#- An exact, linearly interpolated quantile as decimal(18, 4), an aggregate. -#}
{% macro quantile(expression, fraction) %}
    {%- do return(adapter.dispatch('quantile', 'omnichannel_rfm')(expression, fraction)) -%}
{% endmacro %}

{% macro default__quantile(expression, fraction) -%}
    {{ omnichannel_rfm.stop_on_other_targets("Statistics are computed on DuckDB") }}
{%- endmacro %}

{#- DuckDB interpolates in the type it is given: two more places than the column keep it exact. -#}
{% macro duckdb__quantile(expression, fraction) -%}
    cast(quantile_cont(cast({{ expression }} as decimal(28, 8)), {{ fraction }}) as decimal(18, 4))
{%- endmacro %}
