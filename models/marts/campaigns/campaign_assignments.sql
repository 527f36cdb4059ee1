with

selection as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_selection') }}

    where status in ('treated', 'control')

),

assignments as (

    select
        selection.campaign_id,
        selection.customer_id,
        selection.analysis_date,
        cast(selection.status as {{ dbt.type_string() }}) as arm,
        selection.segment,
        selection.rf_score,
        selection.recency_score,
        selection.frequency_score,
        selection.monetary_score,
        selection.frequency,
        selection.monetary,
        {{ omnichannel_rfm.run_columns() }}

    from selection

)

select * from assignments

order by campaign_id, customer_id
