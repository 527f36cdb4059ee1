with

members as (

    select * from {{ ref('omnichannel_rfm', 'int_launched_members') }}

),

sealed as (

    select
        campaign_id,
        customer_id,
        launched_on,
        arm,
        list_place,
        segment,
        rf_score,
        frequency,
        monetary,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        {{ omnichannel_rfm.run_columns() }}

    from members

)

select * from sealed

order by campaign_id, customer_id
