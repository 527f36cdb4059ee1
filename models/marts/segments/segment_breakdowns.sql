{%- set channel_kinds = ['order_channel', 'last_order_channel'] %}
{%- set lists = {
    'category': {'model': 'int_category_lists', 'list': 'category_list'},
    'store_company': {'model': 'int_store_company_lists', 'list': 'store_company_list'},
} %}

with

customer_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

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

    {%- for channel_kind in channel_kinds %}
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
    {%- for item, layout in lists.items() %}

    select
        '{{ item }}' as dimension,
        coalesce({{ item }}_lists.{{ item }}, '(none)') as dimension_value,
        customers_by_lists.segment,
        customers_by_lists.customers,
        customers_by_lists.orders,
        customers_by_lists.revenue

    from customers_by_lists

    left join {{ ref('omnichannel_rfm', layout.model) }} as {{ item }}_lists
        on customers_by_lists.{{ layout.list }} = {{ item }}_lists.{{ layout.list }}
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
