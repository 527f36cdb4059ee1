with

customer_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

),

list_items as (

    select * from {{ ref('omnichannel_rfm', 'int_list_items') }}

),

-- lists are fewer than groups, and each is joined to its items
customers_by_lists as (

    select
        segment,
        category_list,
        store_company_list,
        sum(customers) as customers,
        sum(orders) as orders,
        sum(revenue) as revenue

    from customer_groups

    group by
        segment,
        category_list,
        store_company_list

),

parts as (

    {%- for channel_kind in ['order_channel', 'last_order_channel'] %}
    select
        '{{ channel_kind }}' as dimension,
        coalesce({{ channel_kind }}, '(none)') as dimension_value,
        segment,
        customers,
        orders,
        revenue

    from customer_groups

    union all
    {%- endfor %}
    {%- for list_kind in ['category', 'store_company'] %}

    select
        '{{ list_kind }}' as dimension,
        coalesce(list_items.item, '(none)') as dimension_value,
        customers_by_lists.segment,
        customers_by_lists.customers,
        customers_by_lists.orders,
        customers_by_lists.revenue

    from customers_by_lists

    left join list_items
        on customers_by_lists.{{ list_kind }}_list = list_items.list_text
        and list_items.list_kind = '{{ list_kind }}'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

breakdowns as (

    select
        dimension,
        dimension_value,
        segment,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cast(sum(customers) as bigint) as customers,
        cast(sum(orders) as bigint) as orders,
        cast(sum(revenue) as decimal(28, 2)) as revenue,
        {{ omnichannel_rfm.run_columns() }}

    from parts

    group by
        dimension,
        dimension_value,
        segment

)

select * from breakdowns

order by dimension, dimension_value, segment
