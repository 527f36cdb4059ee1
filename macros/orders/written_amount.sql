{#- What an order line cost, in its own currency and unrounded, by the fields that amounts come from. -#}
{% macro written_amount(relation) -%}
    {%- set fields = omnichannel_rfm.amount_fields() -%}
    cast(
        case
            when {{ relation }}.is_refund = 1
                then -abs({{ relation }}.amount)
            {%- if fields == ['order_total'] %}
            when {{ relation }}.line_number = 1
                then {{ relation }}.order_total
            else 0
            {%- elif fields == ['amount'] %}
            else {{ relation }}.amount
            {%- else %}
            {#- 37 digits: the product of two numbers of 18 could have no place in 18 on DuckDB. #}
            else cast({{ relation }}.quantity as decimal(19, 4)) * {{ relation }}.unit_price
            {%- endif %}
        end as {{ omnichannel_rfm.wide_decimal(10) }}
    )
{%- endmacro %}
