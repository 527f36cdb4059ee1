{#- Three scores as one number, so that a join on it is a look-up in an array. -#}
{% macro cell_number(recency_score, frequency_score, monetary_score) -%}
    {{ recency_score }} * 10000 + {{ frequency_score }} * 100 + {{ monetary_score }}
{%- endmacro %}
