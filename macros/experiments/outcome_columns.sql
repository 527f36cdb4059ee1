{#- The columns of numbers by which arms are compared: orders, revenue, and those of outcome_measures. -#}
{% macro outcome_columns() %}
    {%- do return(['orders', 'revenue'] + omnichannel_rfm.setting('outcome_measures')) -%}
{% endmacro %}
