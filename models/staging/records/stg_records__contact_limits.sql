with

records as (

    select * from {{ omnichannel_rfm.judged_records('contact_limits') }}

)

select * from records
