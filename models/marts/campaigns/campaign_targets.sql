with

candidates as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_candidates') }}

    where missed_conditions = 0

),

segments as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

),

targets as (

    select
        candidates.campaign_id,
        candidates.customer_id,
        candidates.analysis_date,
        candidates.segment,
        candidates.matched_categories,
        candidates.order_channel,
        candidates.last_order_channel,
        candidates.average_order_value,
        candidates.monetary,
        {{ omnichannel_rfm.joined_by("'; '", [
            "'segment ' || segments.name_en",
            "'buys ' || candidates.matched_categories",
            "nullif(candidates.measured, '')",
        ]) }} as reason,
        {{ omnichannel_rfm.run_columns() }}

    from candidates

    left join segments
        on candidates.segment = segments.segment

)

select * from targets

order by campaign_id, customer_id
