{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

with

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'int_order_lines_counted') }}

    where policy = 'count'

),

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

-- a comma or a bracket inside a name would look like the list's own
recent_categories as (

    select distinct
        order_lines.customer_id,
        translate(order_lines.category, ',[]', ';()') as category

    from order_lines

    cross join analysis_date

    where
        order_lines.category is not null
        and order_lines.order_date > {{ dbt.dateadd('month', -12, 'analysis_date.analysis_date') }}
        and order_lines.order_date <= analysis_date.analysis_date

),

category_lists as (

    select
        customer_id,
        {{ omnichannel_rfm.ordered_list('category', ', ') }} as category_names

    from recent_categories

    group by customer_id

),

visited_stores as (

    select distinct
        customer_id,
        translate(store, ',[]', ';()') as store

    from order_lines

    where store is not null

),

store_lists as (

    select
        customer_id,
        {{ omnichannel_rfm.ordered_list('store', ',') }} as store_names

    from visited_stores

    group by customer_id

),

customer_lists as (

    select
        coalesce(category_lists.customer_id, store_lists.customer_id) as customer_id,
        category_lists.category_names,
        store_lists.store_names

    from category_lists

    full outer join store_lists
        on category_lists.customer_id = store_lists.customer_id

)

select * from customer_lists
