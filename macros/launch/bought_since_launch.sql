{#- Query of what the members in a relation have bought since the launch, by the form of the input. -#}
{% macro bought_since_launch(members) -%}
select
    {{ members }}.campaign_id,
    {{ members }}.customer_id,
    {%- if omnichannel_rfm.input_form() == 'orders' %}
    cast(coalesce(sum(order_days.orders), 0) as integer) as orders,
    cast(coalesce(sum(order_days.spend), 0) as decimal(18, 2)) as revenue

from {{ members }}

left join {{ ref('omnichannel_rfm', 'int_order_days') }} as order_days
    on {{ members }}.customer_id = order_days.customer_id
    and order_days.booked_date > {{ members }}.launched_on
    and (
        order_days.known_date <= {{ members }}.measured_until or {{ members }}.measured_until is null
    )

group by {{ members }}.campaign_id, {{ members }}.customer_id
    {%- else %}
    -- an extract only has totals: what has come to them; nothing of who is in it no more
    cast(coalesce(customers.frequency - {{ members }}.frequency, 0) as integer) as orders,
    cast(coalesce(customers.monetary - {{ members }}.monetary, 0) as decimal(18, 2)) as revenue

from {{ members }}

left join {{ ref('omnichannel_rfm', 'int_customers_measured') }} as customers
    on {{ members }}.customer_id = customers.customer_id
    {%- endif %}
{%- endmacro %}
