{#- The date of ISO text with or without a time of day and a distance to UTC, as it is written or, with
    `utc_offset`, as the calendar there showed it; null when it is no such text, or of the year 0. -#}
{% macro date_from_timestamp(expression, utc_offset=none) %}
    {%- do return(
        adapter.dispatch('date_from_timestamp', 'omnichannel_rfm')(
            expression, omnichannel_rfm.offset_minutes(utc_offset)
        )
    ) -%}
{% endmacro %}

{% macro default__date_from_timestamp(expression, offset_minutes) -%}
    {{ omnichannel_rfm.stop_on_other_targets("Order lines are read on DuckDB, PostgreSQL and Spark") }}
{%- endmacro %}

{#- Not that of PostgreSQL, to which dbt would turn. -#}
{% macro redshift__date_from_timestamp(expression, offset_minutes) %}
    {{- omnichannel_rfm.default__date_from_timestamp(expression, offset_minutes) -}}
{% endmacro %}

{% macro duckdb__date_from_timestamp(expression, offset_minutes) %}
    {%- set text = omnichannel_rfm.clean_text(expression) -%}
    {%- set offset = '(Z|[+-][0-9]{2}(:?[0-9]{2})?)' -%}
    {%- set pattern = '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?'
        ~ offset ~ '?)?' -%}
    {%- set written = "try_cast(substr(" ~ text ~ ", 1, 10) as date)" -%}
    case
        {%- if offset_minutes is not none %}
        when {{ omnichannel_rfm.matches_pattern(text, '.{15,}' ~ offset) }}
            and {{ omnichannel_rfm.matches_pattern(text, pattern) }}
            and {{ text }} >= '0001'
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
                + to_minutes({{ offset_minutes }}) as date
            )
        {%- endif %}
        when {{ omnichannel_rfm.matches_pattern(text, pattern) }}
            and {{ text }} >= '0001'
            then {{ written }}
    end
{%- endmacro %}

{#- A day that the calendar lacks is counted on into another month, which gives it away. -#}
{% macro postgres__date_from_timestamp(expression, offset_minutes) -%}
    {%- set pattern = '^([0-9]{4})-([0-9]{2})-([0-9]{2})'
        ~ '(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}(?:[.][0-9]+)?))?'
        ~ '(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$' -%}
    (
        select
            case
                when extract(month from reckoned.day) <> reckoned.month
                    then null
                {%- if offset_minutes is not none %}
                -- midnight at the end of a day is a time, as in DuckDB; 12:60 is none
                when reckoned.utc_minutes is not null
                    then
                        case
                            when reckoned.seconds < 60
                                and reckoned.minutes < 60
                                and 60 * (60 * reckoned.hours + reckoned.minutes) + reckoned.seconds
                                <= 86400
                                then reckoned.day + cast(
                                    floor(
                                        (
                                            60 * reckoned.hours + reckoned.minutes
                                            - reckoned.utc_minutes + {{ offset_minutes }}
                                        ) / 1440.0
                                    ) as integer
                                )
                        end
                {%- endif %}
                else reckoned.day
            end

        from (
            select
                cast(parts[2] as integer) as month,
                {%- if offset_minutes is not none %}
                cast(parts[4] as integer) as hours,
                cast(parts[5] as integer) as minutes,
                cast(coalesce(parts[6], '0') as numeric) as seconds,
                case
                    when parts[7] = 'Z'
                        then 0
                    else cast(substr(parts[7], 1, 1) || '1' as integer) * (
                        60 * cast(substr(parts[7], 2, 2) as integer)
                        + cast(
                            coalesce(nullif(ltrim(substr(parts[7], 4), ':'), ''), '0') as integer
                        )
                    )
                end as utc_minutes,
                {%- endif %}
                cast(
                    date '0001-01-01' + make_interval(
                        years => cast(nullif(parts[1], '0000') as integer) - 1,
                        months => cast(parts[2] as integer) - 1,
                        days => cast(parts[3] as integer) - 1
                    ) as date
                ) as day

            from regexp_match({{ omnichannel_rfm.clean_text(expression) }}, '{{ pattern }}') as parts
        ) as reckoned
    )
{%- endmacro %}

{% macro spark__date_from_timestamp(expression, offset_minutes) -%}
    {%- set text = omnichannel_rfm.clean_text(expression) -%}
    {%- set pattern = omnichannel_rfm.text_literal(
        '\\A([0-9]{4}-[0-9]{2}-[0-9]{2})'
        ~ '(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}(?:[.][0-9]+)?))?'
        ~ '(?:(Z)|([+-])([0-9]{2})(?::?([0-9]{2}))?)?)?\\z'
    ) -%}
    {%- set parts = [] -%}
    {%- for group in range(9) -%}
        {%- do parts.append("regexp_extract(" ~ text ~ ", " ~ pattern ~ ", " ~ group ~ ")") -%}
    {%- endfor -%}
    {%- set hours = "cast(" ~ parts[2] ~ " as integer)" -%}
    {%- set minutes = "cast(" ~ parts[3] ~ " as integer)" -%}
    {%- set seconds = "cast(coalesce(nullif(" ~ parts[4] ~ ", ''), '0') as decimal(20, 10))" -%}
    case
        {%- if offset_minutes is not none %}
        -- midnight at the end of a day is a time, as in DuckDB; 12:60 is none
        when {{ parts[1] }} >= '0001' and ({{ parts[5] }} <> '' or {{ parts[6] }} <> '')
            then
                case
                    when {{ minutes }} < 60
                        and {{ seconds }} < 60
                        and 60 * (60 * {{ hours }} + {{ minutes }}) + {{ seconds }} <= 86400
                        then date_add(
                            try_cast({{ parts[1] }} as date),
                            cast(
                                floor(
                                    (
                                        60 * {{ hours }} + {{ minutes }} + {{ offset_minutes }}
                                        - case
                                            when {{ parts[5] }} = 'Z'
                                                then 0
                                            else cast(concat({{ parts[6] }}, '1') as integer) * (
                                                60 * cast({{ parts[7] }} as integer) + cast(
                                                    coalesce(nullif({{ parts[8] }}, ''), '0')
                                                    as integer
                                                )
                                            )
                                        end
                                    ) / 1440
                                ) as integer
                            )
                        )
                end
        {%- endif %}
        when {{ parts[1] }} >= '0001'
            then try_cast({{ parts[1] }} as date)
    end
{%- endmacro %}
