{{ config(materialized='table') }}

with

campaign_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_groups') }}

),

candidates as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_candidates') }}

),

-- those whom a condition of their group keeps out, and each customer of the other groups
counted as (

    select
        campaign_id,
        first_missed_step,
        sum(customers) as customers

    from campaign_groups

    where missed_conditions > 0

    group by
        campaign_id,
        first_missed_step

    union all

    select
        campaign_id,
        first_missed_step,
        count(*) as customers

    from candidates

    group by
        campaign_id,
        first_missed_step

),

bases as (

    select
        campaign_id,
        cast(sum(customers) as bigint) as customers_in_base,
        cast(sum(case when first_missed_step is null then customers else 0 end) as bigint)
            as customers

    from counted

    group by campaign_id

),

steps as (

    select
        campaign_id,
        step

    from {{ ref('omnichannel_rfm', 'int_campaign_steps') }}

    union all

    select
        campaign_id,
        0 as step

    from bases

),

funnel as (

    select
        steps.campaign_id,
        steps.step,
        bases.customers_in_base,
        bases.customers,
        bases.customers_in_base - coalesce(sum(counted.customers), 0) as customers_left

    from steps

    inner join bases
        on steps.campaign_id = bases.campaign_id

    left join counted
        on steps.campaign_id = counted.campaign_id
        and steps.step >= counted.first_missed_step

    group by
        steps.campaign_id,
        steps.step,
        bases.customers_in_base,
        bases.customers

)

select * from funnel
