{#- A number rounded to a whole one, a half to the even one of its neighbours. -#}
{% macro rounded_half_to_even(expression) -%}
    case
            when abs({{ expression }} - floor({{ expression }})) = 0.5
                then 2 * round(({{ expression }}) / 2)
            else round({{ expression }})
        end
{%- endmacro %}
