{#- The minutes of a distance to UTC such as +03:00; none without one. -#}
{% macro offset_minutes(utc_offset) %}
    {%- if not utc_offset -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- set minutes = 60 * (utc_offset[1:3] | int) + (utc_offset[4:6] | int) -%}
    {%- do return(-minutes if utc_offset[0] == '-' else minutes) -%}
{% endmacro %}
