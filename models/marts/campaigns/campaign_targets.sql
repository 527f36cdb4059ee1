with

selection as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_selection') }}

    where status = 'treated'

),

segments as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

),

targets as (

    select
        selection.campaign_id,
        selection.customer_id,
        selection.analysis_date,
        selection.segment,
        selection.matched_categories,
        selection.order_channel,
        selection.last_order_channel,
        selection.average_order_value,
        selection.monetary,
        {{ omnichannel_rfm.joined_by("'; '", [
            "'segment ' || segments.name_en",
            "'buys ' || selection.matched_categories",
            "nullif(selection.measured, '')",
        ]) }} as reason,
        {{ omnichannel_rfm.run_columns() }}

    from selection

    left join segments
        on selection.segment = segments.segment

)

select * from targets

order by campaign_id, customer_id
