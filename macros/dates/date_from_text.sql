{#- The date of ISO text, with or without a time of day; null when it is no such date. -#}
{% macro date_from_text(expression) %}
    {%- do return(adapter.dispatch('date_from_text', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{% macro default__date_from_text(expression) %}
    {%- set pattern = '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?)?' -%}
    {%- set cleaned = omnichannel_rfm.clean_text(expression) -%}
    case
        when {{ omnichannel_rfm.matches_pattern(cleaned, pattern) }}
            then {{ omnichannel_rfm.try_date('substr(' ~ cleaned ~ ', 1, 10)') }}
    end
{% endmacro %}

{% macro redshift__date_from_text(expression) %}
    {{- omnichannel_rfm.default__date_from_text(expression) -}}
{% endmacro %}

{% macro duckdb__date_from_text(expression) %}
    {%- set pattern = '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?)?' -%}
    {%- set cleaned = omnichannel_rfm.clean_text(expression) -%}
    case
        when {{ omnichannel_rfm.matches_pattern(cleaned, pattern) }}
            then try_cast(substr({{ cleaned }}, 1, 10) as date)
    end
{%- endmacro %}

{#- PostgreSQL has no try_cast before version 16. A day that the calendar lacks is counted on into the
    next month, which gives it away. -#}
{% macro postgres__date_from_text(expression) %}
    {%- set pattern = '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?)?' -%}
    {%- set cleaned = omnichannel_rfm.clean_text(expression) -%}
    {%- set date -%}
        (
            date '0001-01-01' + make_interval(
                years => cast(substr({{ cleaned }}, 1, 4) as integer) - 1,
                months => cast(substr({{ cleaned }}, 6, 2) as integer) - 1,
                days => cast(substr({{ cleaned }}, 9, 2) as integer) - 1
            )
        )
    {%- endset -%}
    case
        when {{ omnichannel_rfm.matches_pattern(cleaned, pattern) }}
            then
                case
                    when to_char({{ date }}, 'MM-DD') = substr({{ cleaned }}, 6, 5)
                        then cast({{ date }} as date)
                end
    end
{%- endmacro %}

{% macro spark__date_from_text(expression) %}
    {{- omnichannel_rfm.duckdb__date_from_text(expression) -}}
{% endmacro %}
