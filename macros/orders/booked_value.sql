{#- What an order line adds to an amount or a quantity, by its policy and the var order_amounts. -#}
{% macro booked_value(column, type) -%}
    {%- set is_net = omnichannel_rfm.setting('order_amounts') == 'net' -%}
    cast(
        case policy
            when 'count' then {{ column }}
            when 'negative' then {{ '-abs(' ~ column ~ ')' if is_net else '0' }}
            else 0
        end as {{ type }}
    )
{%- endmacro %}
