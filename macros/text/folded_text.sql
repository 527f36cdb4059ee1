{#- A text for comparing words: small letters, and one i for the four of Turkish. -#}
{% macro folded_text(expression) -%}
    replace(lower({{ omnichannel_rfm.lower_text(expression) }}), 'ı', 'i')
{%- endmacro %}
