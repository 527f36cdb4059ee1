{#- The text that a field came as, out of what joined_texts has made of these fields. -#}
{% macro text_from_joined(field, fields, joined) -%}
    nullif({{ dbt.split_part(joined, 'chr(31)', (fields | list).index(field) + 1) }}, chr(30))
{%- endmacro %}
