with

reach as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_reach') }}

),

selection as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_selection') }}

    where status = 'treated'

),

segments as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

),

targets as (

    select
        reach.campaign_id,
        reach.customer_id,
        reach.analysis_date,
        reach.segment,
        reach.matched_categories,
        reach.order_channel,
        reach.last_order_channel,
        reach.average_order_value,
        reach.monetary,
        {{ omnichannel_rfm.joined_by("'; '", [
            "'segment ' || segments.name_en",
            "'buys ' || reach.matched_categories",
            "nullif(reach.measured, '')",
        ]) }} as reason,
        {{ omnichannel_rfm.run_columns() }}

    from reach

    inner join selection
        on reach.campaign_id = selection.campaign_id
        and reach.customer_id = selection.customer_id

    left join segments
        on reach.segment = segments.segment

)

select * from targets

order by campaign_id, customer_id
