{{
    config(
        materialized='incremental',
        unique_key=['campaign_id'],
        on_schema_change='fail',
        full_refresh=false
    )
}}

{%- set treated_ids = omnichannel_rfm.ordered_list(
    "case when arm = 'treated' and list_place is not null then customer_id end", '\n', 'customer_id'
) %}

with

members as (

    select * from {{ ref('omnichannel_rfm', 'int_launched_members') }}

),

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'int_campaigns') }}

),

-- a header and an id a line, as in the published list; the universal control has no list
counted as (

    select
        campaign_id,
        max(launched_on) as launched_on,
        cast(sum(case when arm = 'treated' then 1 else 0 end) as bigint) as treated_customers,
        cast(sum(case when arm = 'control' then 1 else 0 end) as bigint) as control_customers,
        case
            when max(list_place) is not null
                then 'customer_id' || chr(10) || coalesce({{ treated_ids }} || chr(10), '')
        end as list_text,
        max(input) as input,
        max(run_id) as launched_by_run,
        max(project_version) as launched_by_version

    from members
    {%- if is_incremental() %}

    where campaign_id not in (select held.campaign_id from {{ this }} as held)
    {%- endif %}

    group by campaign_id

),

plans as (

    select
        counted.campaign_id,
        counted.launched_on,
        coalesce(campaigns.starts_on, counted.launched_on) as starts_on,
        campaigns.ends_on,
        campaigns.measured_until,
        cast(campaigns.rule_en as {{ dbt.type_string() }}) as rule_en,
        cast(campaigns.rule_tr as {{ dbt.type_string() }}) as rule_tr,
        cast(campaigns.rule_hash as {{ dbt.type_string() }}) as rule_hash,
        cast(
            case
                when counted.campaign_id = 'universal_control'
                    then {{ omnichannel_rfm.setting('universal_control_share') }}
                else campaigns.control_share
            end as decimal(6, 4)
        ) as control_share,
        counted.treated_customers,
        counted.control_customers,
        cast(
            {{ omnichannel_rfm.sha256_text('counted.list_text') }} as {{ dbt.type_string() }}
        ) as list_hash,
        counted.input,
        counted.launched_by_run,
        counted.launched_by_version

    from counted

    left join campaigns
        on counted.campaign_id = campaigns.campaign_id

)

select * from plans

order by campaign_id
