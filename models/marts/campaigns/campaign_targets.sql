{%- set text = dbt.type_string() %}

with

candidates as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_candidates') }}

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
            "'average order value '"
            ~ " || cast(cast(candidates.average_order_value as decimal(18, 2)) as " ~ text ~ ")"
            ~ " || ' (at least ' || cast(candidates.minimum_average_order_value as " ~ text ~ ") || ')'",
            "'spent ' || cast(candidates.monetary as " ~ text ~ ")"
            ~ " || ' (at least ' || cast(candidates.minimum_spend as " ~ text ~ ") || ')'",
        ]) }} as reason,
        {{ omnichannel_rfm.run_columns() }}

    from candidates

    left join segments
        on candidates.segment = segments.segment

    where
        candidates.reaches_average_order_value
        and candidates.reaches_spend

)

select * from targets

order by campaign_id, customer_id
