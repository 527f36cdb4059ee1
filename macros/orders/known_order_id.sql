{#- The id of the order that a line is of: the one given, or where the input has none, one made of the
    customer and the day, and with orders_without_id: line of a number more. -#}
{% macro known_order_id() -%}
    {%- if omnichannel_rfm.has_order_field('order_id') -%}
        order_id
    {%- else -%}
        concat(
            customer_id, ' ', cast(order_date as {{ dbt.type_string() }})
            {%- if omnichannel_rfm.setting('orders_without_id') == 'line' %},
            ' ',
            {#- Lines alike in everything stand in for each other: the same ids in any order. #}
            cast(
                {{ omnichannel_rfm.line_number('customer_id, order_date') }}
                as {{ dbt.type_string() }}
            )
            {%- endif %}
        )
    {%- endif -%}
{%- endmacro %}
