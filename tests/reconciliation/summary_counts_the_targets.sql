{%- if omnichannel_rfm.reads_what_is_built() %}
with

counted as (

    select
        campaign_id,
        count(*) as customers,
        sum(monetary) as revenue

    from {{ ref('omnichannel_rfm', 'campaign_targets') }}

    group by campaign_id

),

compared as (

    select
        summary.campaign_id,
        summary.customers,
        summary.revenue,
        coalesce(counted.customers, 0) as counted_customers,
        coalesce(counted.revenue, 0) as counted_revenue

    from {{ ref('omnichannel_rfm', 'campaign_summary') }} as summary

    left join counted
        on summary.campaign_id = counted.campaign_id

)

select *

from compared

where
    customers <> counted_customers
    or revenue <> counted_revenue
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}
