{#- The date of ISO text with or without a time of day and a distance to UTC, as it is written or, with
    `utc_offset`, as the calendar there showed it; null when it is no such text. -#}
{% macro date_from_timestamp(expression, utc_offset=none) %}
    {%- do return(
        adapter.dispatch('date_from_timestamp', 'omnichannel_rfm')(expression, utc_offset)
    ) -%}
{% endmacro %}

{% macro duckdb__date_from_timestamp(expression, utc_offset) %}
    {%- set text = omnichannel_rfm.clean_text(expression) -%}
    {%- set offset = '(Z|[+-][0-9]{2}(:?[0-9]{2})?)' -%}
    {%- set pattern = '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?'
        ~ offset ~ '?)?' -%}
    {%- set written = "try_cast(substr(" ~ text ~ ", 1, 10) as date)" -%}
    case
        {%- if utc_offset %}
        {%- set minutes = (utc_offset[0] ~ '1') | int
            * (60 * (utc_offset[1:3] | int) + (utc_offset[4:6] | int)) %}
        when {{ omnichannel_rfm.matches_pattern(text, '.{15,}' ~ offset) }}
            and {{ omnichannel_rfm.matches_pattern(text, pattern) }}
            then cast(
                -- reckoned in UTC first, by the minutes written, then with those of the var
                try_cast(
                    regexp_replace(replace({{ text }}, 'T', ' '), '{{ offset }}$', '') as timestamp
                )
                - to_minutes(
                    case
                        when {{ text }} like '%Z' then 0
                        else
                            cast(regexp_extract({{ text }}, '([+-])[0-9:]+$', 1) || '1' as integer)
                            * (
                                60 * cast(
                                    regexp_extract({{ text }}, '[+-]([0-9]{2}):?[0-9]{0,2}$', 1)
                                    as integer
                                )
                                + coalesce(
                                    try_cast(
                                        regexp_extract(
                                            {{ text }}, '[+-][0-9]{2}:?([0-9]{2})$', 1
                                        ) as integer
                                    ),
                                    0
                                )
                            )
                    end
                )
                + to_minutes({{ minutes }}) as date
            )
        {%- endif %}
        when {{ omnichannel_rfm.matches_pattern(text, pattern) }}
            then {{ written }}
    end
{%- endmacro %}
