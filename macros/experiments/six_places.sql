{#- A float rounded to six places, so that all engines say the same; null beyond what the type holds. -#}
{% macro six_places(number) -%}
    cast(case when abs({{ number }}) < 100000000000 then {{ number }} end as decimal(18, 6))
{%- endmacro %}
