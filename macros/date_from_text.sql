{#- The date of ISO text, with or without a time of day; null when it is no such date. -#}
{% macro date_from_text(expression) %}
    {%- do return(adapter.dispatch('date_from_text', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{% macro duckdb__date_from_text(expression) %}
    {%- set pattern = '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?)?' -%}
    {%- set cleaned = omnichannel_rfm.clean_text(expression) -%}
    case
        when {{ omnichannel_rfm.matches_pattern(cleaned, pattern) }}
            then try_cast(substr({{ cleaned }}, 1, 10) as date)
    end
{%- endmacro %}
