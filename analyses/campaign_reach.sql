with

campaign_funnel as (

    select * from {{ ref('omnichannel_rfm', 'campaign_funnel') }}

),

campaign_summary as (

    select * from {{ ref('omnichannel_rfm', 'campaign_summary') }}

),

reach as (

    select
        campaign_funnel.campaign_id,
        campaign_summary.name_en as campaign_name,
        campaign_funnel.step_number,
        campaign_funnel.condition_en,
        campaign_funnel.customers,
        {{ omnichannel_rfm.exact_ratio(
            'campaign_funnel.customers', 'campaign_summary.customers_in_base'
        ) }} as share_of_base

    from campaign_funnel

    inner join campaign_summary
        on campaign_funnel.campaign_id = campaign_summary.campaign_id

)

select * from reach

order by campaign_id, step_number
