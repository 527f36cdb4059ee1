{{
    config(
        materialized='incremental',
        unique_key=['campaign_id', 'customer_id'],
        on_schema_change='fail',
        full_refresh=false
    )
}}

with

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
        selection.campaign_id,
        selection.customer_id,
        selection.analysis_date as launched_on,
        cast(selection.status as {{ dbt.type_string() }}) as arm,
        cast(
            row_number() over (
                partition by selection.campaign_id
                order by selection.rank_value desc, selection.customer_id asc
            ) as bigint
        ) as list_place,
        cast(selection.segment as {{ dbt.type_string() }}) as segment,
        cast(selection.rf_score as {{ dbt.type_string() }}) as rf_score,
        selection.frequency,
        selection.monetary,
        {{ omnichannel_rfm.input_column() }},
        {{ omnichannel_rfm.run_columns() }}

    from selection

    inner join campaigns
        on selection.campaign_id = campaigns.campaign_id
        and selection.analysis_date >= campaigns.starts_on
        and selection.analysis_date < campaigns.measured_until
    {%- if is_incremental() %}

    where selection.campaign_id not in (select held.campaign_id from {{ this }} as held)
    {%- endif %}

),

-- all customers on the day of the first launch: those whom no campaign contacts, and everybody else
universal as (

    select
        cast('universal_control' as {{ dbt.type_string() }}) as campaign_id,
        customer_id,
        analysis_date as launched_on,
        cast(
            case
                when {{ omnichannel_rfm.is_universal_control('customer_id') }} then 'control'
                else 'treated'
            end as {{ dbt.type_string() }}
        ) as arm,
        cast(null as bigint) as list_place,
        cast(segment as {{ dbt.type_string() }}) as segment,
        cast(rf_score as {{ dbt.type_string() }}) as rf_score,
        frequency,
        monetary,
        {{ omnichannel_rfm.input_column() }},
        {{ omnichannel_rfm.run_columns() }}

    from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

    where exists (select 1 from launched)
    {%- if omnichannel_rfm.setting('universal_control_share') | float == 0 %}
        and 1 = 0
    {%- endif %}
    {%- if is_incremental() %}
        and 'universal_control' not in (select held.campaign_id from {{ this }} as held)
    {%- endif %}

),

members as (

    select * from launched

    union all

    select * from universal

)

select * from members

order by campaign_id, customer_id
