with

records as (

    select * from {{ omnichannel_rfm.judged_records('suppressions') }}

)

select * from records
