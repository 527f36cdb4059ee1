{{ config(
    materialized='table',
    pre_hook=[
        "{{ omnichannel_rfm.check_rejected_share('campaign_members') }}",
        "{{ omnichannel_rfm.check_launched_members() }}"
    ],
) }}

with

members as (

    select
        campaign_id,
        customer_id,
        arm,
        segment,
        stratum,
        arm_share,
        cast(null as date) as ends_on

    from {{ ref('omnichannel_rfm', 'stg_records__campaign_members') }}

    where rejection_reasons is null

),

plans as (

    select * from {{ ref('omnichannel_rfm', 'int_launched_plans') }}

    where treated_customers > 0 and control_customers > 0

),

launched as (

    select
        members.campaign_id,
        members.customer_id,
        members.arm,
        members.segment,
        members.rf_score as stratum,
        cast(
            case
                when members.arm = 'control' then plans.control_share
                else 1 - plans.control_share
            end as decimal(28, 18)
        ) as arm_share,
        plans.measured_until as ends_on

    from {{ ref('omnichannel_rfm', 'int_launched_members') }} as members

    inner join plans
        on members.campaign_id = plans.campaign_id

),

all_members as (

    select * from members

    union all

    select * from launched

)

select * from all_members
