{#- Query: customers, orders and revenue per list item, revenue whole and split to the cent. -#}
{% macro list_item_profile(list_items_model, list_column, item_column) -%}
with

customer_segments as (

    select * from {{ ref('customer_segments') }}

),

list_items as (

    select * from {{ ref(list_items_model) }}

),

analysis_date as (

    select analysis_date from {{ ref('int_analysis_date') }}

),

-- the few distinct lists carry the sums, so that no customer is joined to its items
customers_by_list as (

    select
        customer_segments.{{ list_column }},
        coalesce(list_sizes.item_count, 1) as item_count,
        cast(
            mod(cast(customer_segments.monetary * 100 as bigint), coalesce(list_sizes.item_count, 1))
            as integer
        ) as spare_cents,
        count(*) as customers,
        sum(customer_segments.frequency) as orders,
        sum(customer_segments.monetary) as revenue

    from customer_segments

    left join (
        select distinct {{ list_column }}, item_count from list_items
    ) as list_sizes
        on customer_segments.{{ list_column }} = list_sizes.{{ list_column }}

    group by
        customer_segments.{{ list_column }},
        coalesce(list_sizes.item_count, 1),
        mod(cast(customer_segments.monetary * 100 as bigint), coalesce(list_sizes.item_count, 1))

),

-- each item gets an even share in whole cents; the first items take the spare cents
shares as (

    select
        coalesce(list_items.{{ item_column }}, '(none)') as {{ item_column }},
        customers_by_list.customers,
        customers_by_list.orders,
        customers_by_list.revenue,
        (
            (customers_by_list.revenue * 100 - customers_by_list.customers * customers_by_list.spare_cents)
            / customers_by_list.item_count
        ) as even_cents,
        case
            when coalesce(list_items.item_number, 1) <= customers_by_list.spare_cents
                then customers_by_list.customers
            else 0
        end as spare_cents

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
        cast(sum(shares.revenue) as decimal(18, 2)) as revenue,
        cast((sum(shares.even_cents) + sum(shares.spare_cents)) * 0.01 as decimal(18, 2)) as revenue_split

    from shares

    cross join analysis_date

    group by shares.{{ item_column }}

)

select * from profiles

order by {{ item_column }}
{%- endmacro %}
