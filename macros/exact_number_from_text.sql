{#- A number from text in a narrow type; null when it is none, out of range or would be rounded. -#}
{% macro exact_number_from_text(expression, type) %}
    {%- do return(
        adapter.dispatch('exact_number_from_text', 'omnichannel_rfm')(expression, type)
    ) -%}
{% endmacro %}

{% macro default__exact_number_from_text(expression, type) %}
    {%- set number = omnichannel_rfm.number_from_text(expression) -%}
    case
        when abs({{ number }}) <= {{ omnichannel_rfm.largest_number() }}
            and cast({{ number }} as {{ type }}) = {{ number }}
            then cast({{ number }} as {{ type }})
    end
{%- endmacro %}

{% macro duckdb__exact_number_from_text(expression, type) %}
    {%- set number = "try_cast(" ~ expression ~ " as " ~ type ~ ")" -%}
    {%- set places = '.00' if type == 'integer' else '' -%}
    case
        -- a number that reads back as it was written, but for zeros at its end, was not rounded
        when {{ number }} between 0 and {{ omnichannel_rfm.largest_number() }}
            and starts_with(cast({{ number }} as varchar) || '{{ places }}', {{ expression }})
            then {{ number }}
        else {{ omnichannel_rfm.default__exact_number_from_text(expression, type) }}
    end
{%- endmacro %}
