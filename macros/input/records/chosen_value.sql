{#- The one of our words for which a text is one of the spellings, whatever their case; null for none. -#}
{% macro chosen_value(field, choices) -%}
    cast(
        case lower({{ omnichannel_rfm.clean_text(field) }})
            {%- for word, spellings in choices.items() %}
            {%- for spelling in [word] + spellings %}
            when '{{ spelling }}' then '{{ word }}'
            {%- endfor %}
            {%- endfor %}
        end as {{ dbt.type_string() }}
    )
{%- endmacro %}
