{#- The number of an order line among those that a partition holds, by the texts of all its fields. -#}
{% macro line_number(partition) -%}
    row_number() over (
        partition by {{ partition }}
        order by
            {%- for field in omnichannel_rfm.order_fields() %}
            {{ field }}_text nulls first{{ ',' if not loop.last }}
            {%- endfor %}
    )
{%- endmacro %}
