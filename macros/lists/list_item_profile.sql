{#- Query: customers, orders and revenue per list item, revenue whole and split to the cent. -#}
{% macro list_item_profile(list_items_model, list_column, item_column) -%}
with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers') }}

),

list_items as (

    select * from {{ ref('omnichannel_rfm', list_items_model) }}

),

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

-- every combination of attributes with the length of its list
list_sizes as (

    select distinct
        attributes.attributes,
        attributes.{{ list_column }},
        coalesce(list_items.item_count, 1) as item_count

    from {{ ref('omnichannel_rfm', 'int_customer_attributes') }} as attributes

    left join list_items
        on attributes.{{ list_column }} = list_items.{{ list_column }}

),

customers_with_cents as (

    select
        customers.attributes,
        customers.total_order_count,
        customers.total_spend,
        {{ omnichannel_rfm.positive_remainder(
            'cast(customers.total_spend * 100 as bigint)', 'list_sizes.item_count'
        ) }} as spare_cents

    from customers

    inner join list_sizes
        on customers.attributes = list_sizes.attributes

),

-- the few combinations carry the sums, so that no customer is joined to its items
added_up as (

    select
        attributes,
        spare_cents,
        count(*) as customers,
        sum(total_order_count) as orders,
        sum(total_spend) as revenue

    from customers_with_cents

    group by
        attributes,
        spare_cents

),

customers_by_list as (

    select
        list_sizes.{{ list_column }},
        list_sizes.item_count,
        added_up.spare_cents,
        added_up.customers,
        added_up.orders,
        added_up.revenue

    from added_up

    inner join list_sizes
        on added_up.attributes = list_sizes.attributes

),

-- each item gets an even share in whole cents; the first items take a spare cent each
shares as (

    select
        coalesce(list_items.{{ item_column }}, '(none)') as {{ item_column }},
        customers_by_list.customers,
        customers_by_list.orders,
        customers_by_list.revenue,
        {{ omnichannel_rfm.exact_ratio(
            'customers_by_list.revenue - customers_by_list.customers * customers_by_list.spare_cents * '
            ~ omnichannel_rfm.decimal_literal('0.01'),
            'customers_by_list.item_count',
            2
        ) }}
        + case
            when coalesce(list_items.item_number, 1) <= customers_by_list.spare_cents
                then customers_by_list.customers * {{ omnichannel_rfm.decimal_literal('0.01') }}
            else 0
        end as revenue_split

    from customers_by_list

    left join list_items
        on customers_by_list.{{ list_column }} = list_items.{{ list_column }}

),

profiles as (

    select
        shares.{{ item_column }},
        max(analysis_date.analysis_date) as analysis_date,
        cast(sum(shares.customers) as bigint) as customers,
        cast(sum(shares.orders) as bigint) as orders,
        cast(sum(shares.revenue) as decimal(28, 2)) as revenue,
        cast(sum(shares.revenue_split) as decimal(28, 2)) as revenue_split,
        {{ omnichannel_rfm.run_columns() }}

    from shares

    cross join analysis_date

    group by shares.{{ item_column }}

)

select * from profiles

order by {{ item_column }}
{%- endmacro %}
