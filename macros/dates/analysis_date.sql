{#- The day from which recency is counted, the same in every row. -#}
{% macro analysis_date() -%}
    (select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }})
{%- endmacro %}
