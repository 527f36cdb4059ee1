{#- A number cast to a narrower type; null when the cast would change it or it is out of range. -#}
{% macro exact_cast(expression, type) %}
    case
        when abs({{ expression }}) <= {{ omnichannel_rfm.largest_number() }}
            and cast({{ expression }} as {{ type }}) = {{ expression }}
            then cast({{ expression }} as {{ type }})
    end
{%- endmacro %}
