{%- if omnichannel_rfm.reads_what_is_built() %}
with

layers as (

    select
        'int_customers_measured' as layer,
        count(*) as customers,
        sum(total_order_count) as orders,
        sum(total_spend) as revenue

    from {{ ref('omnichannel_rfm', 'int_customers_measured') }}

    union all

    select
        'customer_segments, added up in int_customer_groups' as layer,
        sum(customers) as customers,
        sum(orders) as orders,
        sum(revenue) as revenue

    from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

    union all

    select
        'segment_profiles' as layer,
        sum(customers) as customers,
        null as orders,
        sum(revenue) as revenue

    from {{ ref('omnichannel_rfm', 'segment_profiles') }}

    union all

    select
        'rf_grid' as layer,
        sum(customers) as customers,
        null as orders,
        sum(revenue) as revenue

    from {{ ref('omnichannel_rfm', 'rf_grid') }}

    union all

    select
        concat('score_thresholds ', metric) as layer,
        sum(customers) as customers,
        null as orders,
        null as revenue

    from {{ ref('omnichannel_rfm', 'score_thresholds') }}

    group by metric

    union all

    select
        concat('channel_profiles ', channel_kind) as layer,
        sum(customers) as customers,
        sum(orders) as orders,
        sum(revenue) as revenue

    from {{ ref('omnichannel_rfm', 'channel_profiles') }}

    group by channel_kind

    union all

    select
        'category_profiles' as layer,
        null as customers,
        null as orders,
        sum(revenue_split) as revenue

    from {{ ref('omnichannel_rfm', 'category_profiles') }}

    union all

    select
        'store_profiles' as layer,
        null as customers,
        null as orders,
        sum(revenue_split) as revenue

    from {{ ref('omnichannel_rfm', 'store_profiles') }}

),

first_layer as (

    select * from layers

    where layer = 'int_customers_measured'

),

compared as (

    select
        layers.*,
        first_layer.customers as expected_customers,
        first_layer.orders as expected_orders,
        first_layer.revenue as expected_revenue

    from layers

    cross join first_layer

)

select *

from compared

where
    customers <> expected_customers
    or orders <> expected_orders
    or revenue <> expected_revenue
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}
