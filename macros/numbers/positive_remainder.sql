{#- What a division rounded down leaves: 0 or more and below the divisor, of numbers below zero too. -#}
{% macro positive_remainder(dividend, divisor) -%}
    mod(mod({{ dividend }}, {{ divisor }}) + {{ divisor }}, {{ divisor }})
{%- endmacro %}
