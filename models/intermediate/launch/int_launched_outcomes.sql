{%- set is_order_form = omnichannel_rfm.input_form() == 'orders' %}

with

members as (

    select * from {{ ref('omnichannel_rfm', 'int_launched_members') }}

),

plans as (

    select * from {{ ref('omnichannel_rfm', 'int_launched_plans') }}

),

-- what is given of a campaign says more than our own orders
given as (

    select distinct campaign_id

    from {{ ref('omnichannel_rfm', 'int_campaign_outcomes') }}

    where rejection_reasons is null

),

measured as (

    select
        members.campaign_id,
        members.customer_id,
        members.launched_on,
        members.frequency,
        members.monetary,
        plans.measured_until

    from members

    inner join plans
        on members.campaign_id = plans.campaign_id

    where members.campaign_id not in (select given.campaign_id from given)

),
{%- if is_order_form %}

order_days as (

    select * from {{ ref('omnichannel_rfm', 'int_order_days') }}

),

outcomes as (

    select
        measured.campaign_id,
        measured.customer_id,
        cast(coalesce(sum(order_days.orders), 0) as integer) as orders,
        cast(coalesce(sum(order_days.spend), 0) as decimal(18, 2)) as revenue

    from measured

    left join order_days
        on measured.customer_id = order_days.customer_id
        and order_days.booked_date > measured.launched_on
        and order_days.known_date <= measured.measured_until

    group by measured.campaign_id, measured.customer_id

)
{%- else %}

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_measured') }}

),

-- an extract only has totals: what has come to them since; nothing of who is in it no more
outcomes as (

    select
        measured.campaign_id,
        measured.customer_id,
        cast(coalesce(customers.frequency - measured.frequency, 0) as integer) as orders,
        cast(coalesce(customers.monetary - measured.monetary, 0) as decimal(18, 2)) as revenue

    from measured

    left join customers
        on measured.customer_id = customers.customer_id

)
{%- endif %}

select * from outcomes
