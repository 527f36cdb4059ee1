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

outcomes as (

    {{ omnichannel_rfm.bought_since_launch('measured') | indent(4) }}

)

select * from outcomes
