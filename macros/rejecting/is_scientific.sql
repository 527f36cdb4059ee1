{#- Whether a text is a number in scientific notation, as a spreadsheet shows a long id. -#}
{% macro is_scientific(expression) -%}
    {{ omnichannel_rfm.matches_pattern(expression, '[0-9]([.,][0-9]+)?[eE][+][0-9]+') }}
{%- endmacro %}
