with

records as (

    select * from {{ ref('omnichannel_rfm', 'int_rejected_records') }}

),

rejected as (

    select
        -- rows alike in every column stand in for each other: the same numbers in any order
        cast(
            row_number() over (order by form, record_json, rejection_reasons) as bigint
        ) as rejected_row_number,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        form,
        rejection_reasons,
        record_json,
        {{ omnichannel_rfm.run_columns() }}

    from records

)

select * from rejected

order by rejected_row_number
