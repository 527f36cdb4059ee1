{#- What a customer is scored inside of, out of a text that is null where there is none. -#}
{% macro score_partition(value) -%}
    {%- if omnichannel_rfm.setting('score_partition_by') -%}
    coalesce({{ value }}, '(none)')
    {%- else -%}
    cast('all' as {{ dbt.type_string() }})
    {%- endif -%}
{%- endmacro %}
