with

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'int_campaigns') }}

),

bases as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_funnel') }}

    where step = 0

),

summaries as (

    select
        campaigns.campaign_id,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        campaigns.name_en,
        campaigns.name_tr,
        campaigns.description_en,
        campaigns.description_tr,
        cast(campaigns.rule_en as {{ dbt.type_string() }}) as rule_en,
        cast(campaigns.rule_tr as {{ dbt.type_string() }}) as rule_tr,
        campaigns.export_file,
        campaigns.is_applied,
        campaigns.not_applied_because,
        cast(coalesce(bases.customers, 0) as bigint) as customers,
        cast(coalesce(bases.revenue, 0) as decimal(28, 2)) as revenue,
        cast(bases.customers_in_base as bigint) as customers_in_base,
        {{ omnichannel_rfm.run_columns() }}

    from campaigns

    left join bases
        on campaigns.campaign_id = bases.campaign_id

)

select * from summaries

order by campaign_id
