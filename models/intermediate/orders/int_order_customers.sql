{{
    config(
        enabled=omnichannel_rfm.input_form() == 'orders',
        materialized='table'
    )
}}

{%- set look_back_months = omnichannel_rfm.setting('look_back_months') %}
{%- set one_time_buyers = omnichannel_rfm.setting('one_time_buyers') %}
{%- set no_orders = 'no_counted_orders' ~ ('_in_look_back' if look_back_months else '') %}
{%- set has_channel = omnichannel_rfm.has_order_field('channel') %}
{%- set largest_spend = omnichannel_rfm.largest_spend() %}
{#- What is beyond has a reason, and may have no place in the column. -#}
{%- set kept_spend =
    'cast(case when abs({0}) <= ' ~ largest_spend ~ ' then {0} end as decimal(18, 2)) as {0}' %}

with

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

order_days as (

    select order_days.*

    from {{ ref('omnichannel_rfm', 'int_order_days') }} as order_days

    cross join analysis_date

    where
        {{ omnichannel_rfm.in_look_back(
            'order_days.booked_date', 'analysis_date.analysis_date'
        ) }}

),

orders as (

    select * from {{ ref('omnichannel_rfm', 'int_orders') }}

),

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'int_order_lines_counted') }}

    where policy = 'count'

),

-- everybody with an accepted line stays visible, whatever is counted of it
known_customers as (

    select distinct customer_id

    from {{ ref('omnichannel_rfm', 'int_order_lines_checked') }}

    where rejection_reasons is null

),

measured as (

    select
        order_days.customer_id,
        min(case when order_days.orders = 1 then order_days.known_date end) as first_order_date,
        max(case when order_days.orders = 1 then order_days.known_date end) as last_order_date,
        cast(sum(order_days.orders) as integer) as total_order_count,
        cast(sum(order_days.spend) as decimal(28, 2)) as total_spend,
        {{ omnichannel_rfm.latest_score_partition('order_days') }} as score_partition,
        {%- for kind in ['online', 'offline'] %}
        max(
            case
                when order_days.orders = 1 and orders.channel_kind = '{{ kind }}'
                    then order_days.known_date
            end
        ) as last_{{ kind }}_order_date,
        {%- if has_channel %}
        cast(
            sum(case when orders.channel_kind = '{{ kind }}' then order_days.orders else 0 end)
            as integer
        ) as {{ kind }}_order_count,
        cast(
            sum(case when orders.channel_kind = '{{ kind }}' then order_days.spend else 0 end)
            as decimal(28, 2)
        ) as {{ kind }}_spend
        {%- else %}
        cast(null as integer) as {{ kind }}_order_count,
        cast(null as decimal(28, 2)) as {{ kind }}_spend
        {%- endif %}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from order_days

    inner join orders
        on order_days.order_id = orders.order_id

    group by order_days.customer_id

),

channel_counts as (

    select
        orders.customer_id,
        orders.channel,
        sum(order_days.orders) as channel_orders,
        max(order_days.known_date) as last_date,
        max(
            concat(cast(order_days.known_date as {{ dbt.type_string() }}), ' ', orders.order_id)
        ) as last_order

    from order_days

    inner join orders
        on order_days.order_id = orders.order_id

    where
        order_days.orders = 1
        and orders.channel is not null

    group by
        orders.customer_id,
        orders.channel

),

ranked_channels as (

    select
        *,
        row_number() over (
            partition by customer_id order by channel_orders desc, last_date desc, channel asc
        ) as frequency_rank,
        row_number() over (
            partition by customer_id order by last_date desc, last_order desc, channel asc
        ) as lateness_rank

    from channel_counts

),

customer_channels as (

    select
        customer_id,
        max(case when frequency_rank = 1 then channel end) as order_channel,
        max(case when lateness_rank = 1 then channel end) as last_order_channel

    from ranked_channels

    group by customer_id

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
        {{ omnichannel_rfm.ordered_list('category', ', ') }} as categories

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
        {{ omnichannel_rfm.ordered_list('store', ',') }} as stores

    from visited_stores

    group by customer_id

),

customers as (

    select
        case
            when coalesce(measured.total_order_count, 0) = 0
                then '{{ no_orders }}'
            {%- for field in ['total_spend', 'online_spend', 'offline_spend'] %}
            when abs(measured.{{ field }}) > {{ largest_spend }}
                then 'too_large_{{ field }}'
            {%- endfor %}
            {%- if one_time_buyers == 'exclude' %}
            when measured.total_order_count = 1
                then 'one_time_buyer'
            {%- endif %}
        end as rejection_reasons,
        known_customers.customer_id,
        measured.first_order_date,
        measured.last_order_date,
        measured.last_online_order_date,
        measured.last_offline_order_date,
        measured.online_order_count,
        measured.offline_order_count,
        measured.offline_spend,
        measured.online_spend,
        measured.total_order_count,
        measured.total_spend,
        measured.score_partition,
        known_customers.customer_id as customer_id_text,
        customer_channels.order_channel as order_channel_text,
        customer_channels.last_order_channel as last_order_channel_text,
        {%- for field in [
            'first_order_date', 'last_order_date', 'last_online_order_date',
            'last_offline_order_date', 'online_order_count', 'offline_order_count',
            'offline_spend', 'online_spend'
        ] %}
        cast(measured.{{ field }} as {{ dbt.type_string() }}) as {{ field }}_text,
        {%- endfor %}
        {%- if omnichannel_rfm.has_order_field('category') %}
        concat('[', coalesce(category_lists.categories, ''), ']') as category_list_text,
        {%- else %}
        cast(null as {{ dbt.type_string() }}) as category_list_text,
        {%- endif %}
        store_lists.stores as store_company_list_text

    from known_customers

    left join measured
        on known_customers.customer_id = measured.customer_id

    left join customer_channels
        on known_customers.customer_id = customer_channels.customer_id

    left join category_lists
        on known_customers.customer_id = category_lists.customer_id

    left join store_lists
        on known_customers.customer_id = store_lists.customer_id

),

customer_rows as (

    select
        rejection_reasons,
        customer_id,
        first_order_date,
        last_order_date,
        last_online_order_date,
        last_offline_order_date,
        online_order_count,
        offline_order_count,
        {{ kept_spend.format('offline_spend') }},
        {{ kept_spend.format('online_spend') }},
        {{ omnichannel_rfm.joined_texts(omnichannel_rfm.attribute_fields()) }} as attributes,
        case when rejection_reasons is not null then {{ omnichannel_rfm.row_text() }} end
            as row_text,
        total_order_count,
        {{ kept_spend.format('total_spend') }},
        score_partition

    from customers

)

select * from customer_rows
