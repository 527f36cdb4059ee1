{{
    config(
        materialized='incremental',
        unique_key=['campaign_id', 'customer_id'],
        on_schema_change='fail',
        full_refresh=false
    )
}}

with

reach as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_reach') }}

),

selection as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_selection') }}

    where status in ('treated', 'control')

),

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'int_campaigns') }}

    where is_applied

),

-- what is launched stays as it is, whatever this build would draw
launched as (

    select
        reach.campaign_id,
        reach.customer_id,
        reach.analysis_date as launched_on,
        cast(selection.status as {{ dbt.type_string() }}) as arm,
        cast(
            row_number() over (
                partition by reach.campaign_id order by reach.rank_value desc, reach.customer_id asc
            ) as bigint
        ) as list_place,
        cast(reach.segment as {{ dbt.type_string() }}) as segment,
        cast(reach.rf_score as {{ dbt.type_string() }}) as rf_score,
        reach.frequency,
        reach.monetary,
        {{ omnichannel_rfm.input_column() }},
        {{ omnichannel_rfm.run_columns() }}

    from reach

    inner join selection
        on reach.campaign_id = selection.campaign_id
        and reach.customer_id = selection.customer_id

    inner join campaigns
        on reach.campaign_id = campaigns.campaign_id
        and reach.analysis_date >= campaigns.starts_on
        and reach.analysis_date < campaigns.measured_until
    {%- if is_incremental() %}

    where reach.campaign_id not in (select held.campaign_id from {{ this }} as held)
    {%- endif %}

)

select * from launched

order by campaign_id, customer_id
