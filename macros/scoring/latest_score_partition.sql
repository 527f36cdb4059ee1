{#- What a customer is scored inside of, of the rows of int_order_days that a group holds: the value of
    the latest order that names one; of several on its day, the last by bytes. -#}
{% macro latest_score_partition(order_days) %}
    {%- set day = 'cast(' ~ order_days ~ '.order_date as ' ~ dbt.type_string() ~ ')' -%}
    substr(max({{ dbt.concat([day, order_days ~ '.score_partition']) }}), 11)
{%- endmacro %}
