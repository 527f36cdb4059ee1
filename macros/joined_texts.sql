{#- The texts of some fields, as they came, in one text; a missing one is the character 30. Only
    where it may occur need the separator be looked for inside of them. -#}
{% macro joined_texts(fields, may_hold_separator=true) -%}
    concat(
        {%- for field in fields %}
        {%- set text = field ~ '_text' %}
        {%- if may_hold_separator %}
        -- a separator inside a text is shown by its symbol, so that it separates nothing
        coalesce(replace({{ text }}, chr(31), '␟'), chr(30))
        {%- else %}
        coalesce({{ text }}, chr(30))
        {%- endif %}
        {{- ", chr(31)," if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
