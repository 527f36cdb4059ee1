with

records as (

    select * from {{ omnichannel_rfm.judged_records('households') }}

)

select * from records
