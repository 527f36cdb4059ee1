{#- A day and a time of day as a text by which records of one clock are ordered, `2021-05-31 09:30:00`; the
    day alone is its beginning; null where either is none. -#}
{% macro time_from_text(form, field) -%}
    {%- set text = omnichannel_rfm.clean_text(field) -%}
    {%- set day = 'substr(' ~ text ~ ', 1, 10)' -%}
    {%- set time = 'substr(' ~ text ~ ', 11)' -%}
    case
        when {{ time }} = '' or {{ omnichannel_rfm.matches_pattern(
            time, '[ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?'
        ) }}
            then cast({{ omnichannel_rfm.date_from_input(form, day) }} as {{ dbt.type_string() }})
                || replace({{ time }}, 'T', ' ')
    end
{%- endmacro %}
