{#- A first try at the typed value of text, null where a plain cast fails; checked by plain_or. -#}
{% macro attempted_cast(expression, type) %}
    {%- do return(adapter.dispatch('attempted_cast', 'omnichannel_rfm')(expression, type)) -%}
{% endmacro %}

{% macro default__attempted_cast(expression, type) -%}
    cast(null as {{ type }})
{%- endmacro %}

{% macro duckdb__attempted_cast(expression, type) -%}
    try_cast({{ expression }} as {{ type }})
{%- endmacro %}

{#- Spark takes 4.0 for no integer, and the strict way that would decide is slow. -#}
{% macro spark__attempted_cast(expression, type) -%}
    {%- if type == 'integer' -%}
        try_cast(try_cast({{ expression }} as decimal(18, 2)) as integer)
    {%- else -%}
        try_cast({{ expression }} as {{ type }})
    {%- endif -%}
{%- endmacro %}
