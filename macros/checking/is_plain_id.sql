{#- A quick condition that is true only if a text begins with a letter or digit and all of it is
    printable ASCII. -#}
{% macro is_plain_id(expression) %}
    {%- do return(adapter.dispatch('is_plain_id', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{% macro default__is_plain_id(expression) -%}
    {{ omnichannel_rfm.matches_pattern(expression, '[0-9A-Za-z][ -~]*') }}
{%- endmacro %}

{#- Shown as text, bytes that cannot be printed are written otherwise: a sixth of a pattern's time. -#}
{% macro duckdb__is_plain_id(expression) -%}
    (
        cast(encode({{ expression }}) as varchar) = {{ expression }}
        and (
            {{ expression }} between '0' and ':'
            or {{ expression }} between 'A' and '['
            or {{ expression }} between 'a' and '{'
        )
    )
{%- endmacro %}
