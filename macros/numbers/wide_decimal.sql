{#- The type of an exact decimal of 38 digits with so many decimal places. -#}
{% macro wide_decimal(places) %}
    {%- do return(adapter.dispatch('wide_decimal', 'omnichannel_rfm')(places)) -%}
{% endmacro %}

{% macro default__wide_decimal(places) -%}
    decimal(38, {{ places }})
{%- endmacro %}

{#- A decimal of BigQuery has 29 digits before the point and 9 behind it, at most. -#}
{% macro bigquery__wide_decimal(places) -%}
    bignumeric(38, {{ places }})
{%- endmacro %}
