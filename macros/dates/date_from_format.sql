{#- The date of text that is written in a format such as %d.%m.%Y: as it is written or, of a time with a
    time zone and with `utc_offset`, as the calendar there showed it; null when it is not, and for the
    year 0. -#}
{% macro date_from_format(expression, format, utc_offset=none) %}
    {#- A zone is a distance to UTC, or as it stands there UTC itself. -#}
    {%- set zones = [] -%}
    {%- for zone in ['%z', '%Z', 'UTC', 'Z'] if format.endswith(zone) -%}
        {%- do zones.append(zone) -%}
    {%- endfor -%}
    {%- do return(adapter.dispatch('date_from_format', 'omnichannel_rfm')(
        expression, format, zones[0] if zones else none,
        omnichannel_rfm.offset_minutes(utc_offset) if zones else none
    )) -%}
{% endmacro %}

{% macro default__date_from_format(expression, format, zone, offset_minutes) -%}
    {{ omnichannel_rfm.stop_on_other_targets("Order lines are read on DuckDB, PostgreSQL and Spark") }}
{%- endmacro %}

{#- Not that of PostgreSQL, to which dbt would turn. -#}
{% macro redshift__date_from_format(expression, format, zone, offset_minutes) %}
    {{- omnichannel_rfm.default__date_from_format(expression, format, zone, offset_minutes) -}}
{% endmacro %}

{#- DuckDB takes the words epoch and infinity for dates of any format. -#}
{% macro duckdb__date_from_format(expression, format, zone, offset_minutes) -%}
    {%- set text = omnichannel_rfm.clean_text(expression) -%}
    {%- set is_distance = zone in ['%z', '%Z'] -%}
    {%- set before = format[:-2] if is_distance else format -%}
    {%- set read, read_format = text, format -%}
    {%- if is_distance and offset_minutes is none -%}
        {#- The day as written: the distance is left out. -#}
        {%- set distance = ' ?([+-][0-9]{2}(:?[0-9]{2})?|Z|UTC)$' -%}
        {%- set read = "regexp_replace(" ~ text ~ ", '" ~ distance ~ "', '')" -%}
        {%- set read_format = before | trim -%}
    {%- elif is_distance -%}
        {%- set blank = ' ' if before.endswith(' ') else '' -%}
        {%- set read = "regexp_replace(" ~ text ~ ", ' ?(Z|UTC)$', '" ~ blank ~ "+00')" -%}
    {%- endif -%}
    {%- set time = 'try_strptime(' ~ read ~ ', ' ~ omnichannel_rfm.text_literal(read_format) ~ ')' -%}
    {%- if offset_minutes is not none -%}
        {%- set time = 'make_timestamp(epoch_us(' ~ time ~ ')) + to_minutes(' ~ offset_minutes ~ ')' -%}
    {%- endif -%}
    {%- set date = 'cast(' ~ time ~ ' as date)' -%}
    case
        when {{ text }} not in ('epoch', 'infinity', '-infinity') and {{ date }} >= date '0001-01-01'
            then {{ date }}
    end
{%- endmacro %}

{#- to_date() goes on at the first of March for 29 February, or stops the query. -#}
{% macro postgres__date_from_format(expression, format, zone, offset_minutes) -%}
    {%- set layout = omnichannel_rfm.date_format_pattern(format, offset_minutes) -%}
    {%- set year -%}
        {%- if 'y' in layout.groups -%}
            cast(parts[{{ layout.groups.y }}] as integer)
        {%- else -%}
            nullif(cast(parts[{{ layout.groups.Y }}] as integer), 0)
        {%- endif -%}
    {%- endset -%}
    (
        select case when extract(month from reckoned.day) = reckoned.month then reckoned.day end

        from (
            select
                cast(parts[{{ layout.groups.m }}] as integer) as month,
                cast(
                    date '0001-01-01' + make_interval(
                        years => {{ year }} - 1
                        {%- if 'y' in layout.groups %}
                        + case when {{ year }} < 69 then 2000 else 1900 end
                        {%- endif %},
                        months => cast(parts[{{ layout.groups.m }}] as integer) - 1,
                        days => cast(parts[{{ layout.groups.d }}] as integer) - 1
                    ) as date
                ) as day

            from regexp_match(
                {{ omnichannel_rfm.clean_text(expression) }},
                {{ omnichannel_rfm.text_literal('^' ~ layout.pattern ~ '$') }}
            ) as parts
        ) as reckoned
    )
{%- endmacro %}

{#- No match gives an empty text, and 0000-00-00 is no date. -#}
{% macro spark__date_from_format(expression, format, zone, offset_minutes) -%}
    {%- set layout = omnichannel_rfm.date_format_pattern(format, offset_minutes) -%}
    {%- set text = omnichannel_rfm.clean_text(expression) -%}
    {%- set pattern = omnichannel_rfm.text_literal('\\A' ~ layout.pattern ~ '\\z') -%}
    {%- set parts = {} -%}
    {%- for letter, group in layout.groups.items() -%}
        {%- do parts.update({
            letter: "regexp_extract(" ~ text ~ ", " ~ pattern ~ ", " ~ group ~ ")"
        }) -%}
    {%- endfor -%}
    try_cast(
        concat(
            {%- if 'y' in parts %}
            case when lpad({{ parts.y }}, 2, '0') < '69' then '20' else '19' end,
            lpad({{ parts.y }}, 2, '0'),
            {%- else %}
            nullif(lpad({{ parts.Y }}, 4, '0'), '0000'),
            {%- endif %}
            '-', lpad({{ parts.m }}, 2, '0'), '-', lpad({{ parts.d }}, 2, '0')
        ) as date
    )
{%- endmacro %}
