{#- What an order line adds to an amount or a quantity, by its policy and the var order_amounts; of what
    counts a refund may be taken off. -#}
{% macro booked_value(column, type, refund=none) -%}
    {%- set is_net = omnichannel_rfm.setting('order_amounts') == 'net' -%}
    cast(
        case policy
            when 'count' then {{ column }}{{ ' - ' ~ refund if refund and is_net }}
            when 'negative' then {{ '-abs(' ~ column ~ ')' if is_net else '0' }}
            else 0
        end as {{ type }}
    )
{%- endmacro %}
