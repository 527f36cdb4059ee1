{#- A text with small letters for the capitals of English and Turkish, alike on every engine. -#}
{% macro lower_text(expression) -%}
    translate(
        {{ expression }},
        'ABCDEFGHIJKLMNOPQRSTUVWXYZÇĞİÖŞÜ',
        'abcdefghijklmnopqrstuvwxyzçğiöşü'
    )
{%- endmacro %}
