{{ config(
    materialized='table',
    pre_hook="{{ omnichannel_rfm.check_rejected_share('contact_permissions') }}",
) }}

with

records as (

    select * from {{ ref('omnichannel_rfm', 'stg_records__contact_permissions') }}

    where rejection_reasons is null

),

ranked as (

    select
        customer_id,
        contact_channel,
        permission,
        -- of two at the same time the refusal
        row_number() over (
            partition by customer_id, contact_channel order by recorded_at desc, permission desc
        ) as place

    from records

),

latest as (

    select
        customer_id,
        contact_channel,
        permission

    from ranked

    where place = 1

)

select * from latest
