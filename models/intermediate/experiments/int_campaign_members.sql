{{ config(
    materialized='table',
    pre_hook="{{ omnichannel_rfm.check_rejected_share('campaign_members') }}",
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

)

select * from members
