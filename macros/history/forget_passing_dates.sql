{#- Pre-hook of int_order_customers_by_date: takes out what an earlier run held for itself alone. -#}
{% macro forget_passing_dates() -%}
    {{ 'delete from ' ~ this ~ ' where not is_history' if execute and is_incremental() }}
{%- endmacro %}
