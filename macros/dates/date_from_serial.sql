{#- The date of a day number of Excel, whose day 1 is 1900-01-01; null when the text is no such number. -#}
{% macro date_from_serial(expression) -%}
    {%- set text = omnichannel_rfm.clean_text(expression) -%}
    case
        {#- Excel has a 29 February 1900, day 60, so days are reckoned from two days earlier. #}
        when {{ omnichannel_rfm.matches_pattern(text, '[1-9][0-9]{2,5}([.][0-9]+)?') }}
            then cast(
                {{ dbt.dateadd(
                    'day',
                    'cast(' ~ dbt.split_part(text, "'.'", 1) ~ ' as integer)',
                    "cast('1899-12-30' as date)"
                ) }} as date
            )
    end
{%- endmacro %}
