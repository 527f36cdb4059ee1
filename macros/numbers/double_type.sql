{#- The name of a binary float of 64 bits; only statistics are computed in it. -#}
{% macro double_type() %}
    {%- do return(adapter.dispatch('double_type', 'omnichannel_rfm')()) -%}
{% endmacro %}

{% macro default__double_type() -%}
    double
{%- endmacro %}

{% macro postgres__double_type() -%}
    double precision
{%- endmacro %}

{% macro bigquery__double_type() -%}
    float64
{%- endmacro %}
