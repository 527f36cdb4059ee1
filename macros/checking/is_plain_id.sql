{#- A quick condition that is true only if a text begins with a letter or digit and holds nothing
    unprintable, and no plus sign. -#}
{% macro is_plain_id(expression) %}
    {%- do return(adapter.dispatch('is_plain_id', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{% macro default__is_plain_id(expression) -%}
    {{ omnichannel_rfm.matches_pattern(expression, '[0-9A-Za-z][ -*,-~]*') }}
{%- endmacro %}

{#- In JSON, what cannot be printed, quotes and backslashes are longer, but for the last of ASCII. -#}
{% macro duckdb__is_plain_id(expression) -%}
    (
        strlen(to_json({{ expression }})) = strlen({{ expression }}) + 2
        and not contains({{ expression }}, chr(127))
        and not contains({{ expression }}, '+')
        and (
            {{ expression }} between '0' and ':'
            or {{ expression }} between 'A' and '['
            or {{ expression }} between 'a' and '{'
        )
    )
{%- endmacro %}
