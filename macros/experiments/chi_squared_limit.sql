{#- The value that chi-squared with so many degrees of freedom passes once in a thousand times. -#}
{% macro chi_squared_limit(degrees) -%}
    case {{ degrees }}
        {%- for limit in [
            10.828, 13.816, 16.266, 18.467, 20.515, 22.458, 24.322, 26.124, 27.877, 29.588
        ] %}
        when {{ loop.index }} then {{ limit }}
        {%- endfor %}
        else {{ degrees }} * power(
            1 - 2 / (9.0 * {{ degrees }}) + 3.090232 * sqrt(2 / (9.0 * {{ degrees }})), 3
        )
    end
{%- endmacro %}
