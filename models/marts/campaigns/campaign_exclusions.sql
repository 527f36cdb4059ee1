with

selection as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_selection') }}

    where status not in ('treated', 'control')

),

exclusions as (

    select
        campaign_id,
        customer_id,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cast(status as {{ dbt.type_string() }}) as reason,
        {{ omnichannel_rfm.run_columns() }}

    from selection

)

select * from exclusions

order by campaign_id, customer_id
