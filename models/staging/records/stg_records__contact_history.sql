with

records as (

    select * from {{ omnichannel_rfm.judged_records('contact_history') }}

)

select * from records
