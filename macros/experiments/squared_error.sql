{#- The squared standard error of an arm's mean: its sample variance divided by its customers. -#}
{% macro squared_error(arm) -%}
    {%- set double = omnichannel_rfm.double_type() -%}
    {%- set customers = 'cast(' ~ arm ~ '_customers as ' ~ double ~ ')' -%}
    {%- set total = 'cast(' ~ arm ~ '_total as ' ~ double ~ ')' -%}
    {%- set squares = 'cast(' ~ arm ~ '_squares as ' ~ double ~ ')' -%}
    case
        when {{ arm }}_customers > 1
            then greatest({{ squares }} - {{ total }} * {{ total }} / {{ customers }}, 0)
                / ({{ customers }} - 1) / {{ customers }}
    end
{%- endmacro %}
