with

records as (

    select * from {{ omnichannel_rfm.judged_records('campaign_outcomes') }}

)

select * from records
