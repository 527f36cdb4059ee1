with

reach as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_reach') }}

),

selection as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_selection') }}

    where status in ('treated', 'control')

),

assignments as (

    select
        reach.campaign_id,
        reach.customer_id,
        reach.analysis_date,
        cast(selection.status as {{ dbt.type_string() }}) as arm,
        reach.segment,
        reach.rf_score,
        reach.recency_score,
        reach.frequency_score,
        reach.monetary_score,
        reach.frequency,
        reach.monetary,
        {{ omnichannel_rfm.run_columns() }}

    from reach

    inner join selection
        on reach.campaign_id = selection.campaign_id
        and reach.customer_id = selection.customer_id

)

select * from assignments

order by campaign_id, customer_id
