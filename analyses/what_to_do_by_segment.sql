with

segment_profiles as (

    select * from {{ ref('omnichannel_rfm', 'segment_profiles') }}

),

segments as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

),

actions as (

    select
        segments.display_order,
        segments.name_en as segment_name,
        segment_profiles.customers,
        segment_profiles.customer_share,
        segment_profiles.revenue_share,
        segment_profiles.mean_recency_days,
        segment_profiles.mean_frequency,
        segment_profiles.mean_monetary,
        segments.action_en

    from segment_profiles

    inner join segments
        on segment_profiles.segment = segments.segment

)

select * from actions

order by display_order
