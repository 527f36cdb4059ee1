with

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'int_campaigns') }}

),

bases as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_funnel') }}

    where step = 0

),

-- one row a campaign: how many are treated, kept as control, and left out for each reason
selected as (

    select
        campaign_id,
        {%- for status in ['treated', 'control'] + omnichannel_rfm.exclusion_reasons() %}
        sum(case when status = '{{ status }}' then 1 else 0 end) as {{ status }}_customers,
        {%- endfor %}
        sum(case when status = 'treated' then monetary else 0 end) as revenue

    from {{ ref('omnichannel_rfm', 'int_campaign_selection') }}

    group by campaign_id

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
        cast(coalesce(selected.treated_customers, 0) as bigint) as customers,
        cast(coalesce(selected.revenue, 0) as decimal(28, 2)) as revenue,
        cast(bases.customers_in_base as bigint) as customers_in_base,
        cast(coalesce(bases.customers, 0) as bigint) as customers_meeting_rule,
        cast(coalesce(selected.control_customers, 0) as bigint) as control_customers,
        {%- for reason in omnichannel_rfm.exclusion_reasons() %}
        cast(coalesce(selected.{{ reason }}_customers, 0) as bigint) as {{ reason }}_customers,
        {%- endfor %}
        {{ 'true' if omnichannel_rfm.given_input('contact_permissions') else 'false' }}
            as are_permissions_checked,
        cast(
            coalesce(selected.treated_customers, 0) * campaigns.contact_cost as decimal(28, 2)
        ) as planned_cost,
        {{ omnichannel_rfm.run_columns() }}

    from campaigns

    left join bases
        on campaigns.campaign_id = bases.campaign_id

    left join selected
        on campaigns.campaign_id = selected.campaign_id

)

select * from summaries

order by campaign_id
