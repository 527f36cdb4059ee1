{{ config(materialized='table') }}

{%- set cent = omnichannel_rfm.decimal_literal('0.01') %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_measured') }}

),

list_items as (

    select * from {{ ref('omnichannel_rfm', 'int_list_items') }}

),

lists as (

    {%- for list_kind in ['category', 'store_company'] %}
    select
        attributes,
        '{{ list_kind }}' as list_kind,
        {{ list_kind }}_list as list_text

    from {{ ref('omnichannel_rfm', 'int_customer_attributes') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

customers_with_cents as (

    select
        lists.list_kind,
        lists.list_text,
        coalesce(list_items.item_count, 1) as item_count,
        customers.total_order_count,
        customers.total_spend,
        {{ omnichannel_rfm.positive_remainder(
            'cast(customers.total_spend * 100 as bigint)', 'coalesce(list_items.item_count, 1)'
        ) }} as spare_cents

    from customers

    inner join lists
        on customers.attributes = lists.attributes

    left join list_items
        on lists.list_kind = list_items.list_kind
        and lists.list_text = list_items.list_text
        and list_items.item_number = 1

),

-- the few lists carry the sums, so that no customer is joined to its items
added_up as (

    select
        list_kind,
        list_text,
        item_count,
        spare_cents,
        count(*) as customers,
        sum(total_order_count) as orders,
        sum(total_spend) as revenue

    from customers_with_cents

    group by
        list_kind,
        list_text,
        item_count,
        spare_cents

),

profiles as (

    select
        added_up.list_kind,
        coalesce(list_items.item, '(none)') as item,
        cast(sum(added_up.customers) as bigint) as customers,
        cast(sum(added_up.orders) as bigint) as orders,
        cast(sum(added_up.revenue) as decimal(28, 2)) as revenue,
        -- an even share in whole cents; the first items take a spare cent each
        cast(
            sum(
                {{ omnichannel_rfm.exact_ratio(
                    'added_up.revenue - added_up.customers * added_up.spare_cents * ' ~ cent,
                    'added_up.item_count',
                    2
                ) }}
                + case
                    when coalesce(list_items.item_number, 1) <= added_up.spare_cents
                        then added_up.customers * {{ cent }}
                    else 0
                end
            ) as decimal(28, 2)
        ) as revenue_split

    from added_up

    left join list_items
        on added_up.list_kind = list_items.list_kind
        and added_up.list_text = list_items.list_text

    group by
        added_up.list_kind,
        coalesce(list_items.item, '(none)')

)

select * from profiles
