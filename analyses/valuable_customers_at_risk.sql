with

customer_segments as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments') }}

),

-- by what to aim for, not by name, so that it works under every segment map
segments_to_win_back as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

    where tone = 'win_back'

),

at_risk as (

    select
        customer_segments.customer_id,
        segments_to_win_back.name_en as segment_name,
        segments_to_win_back.action_en,
        customer_segments.monetary,
        customer_segments.frequency,
        customer_segments.recency_days,
        customer_segments.last_order_date,
        customer_segments.last_order_channel,
        customer_segments.category_list

    from customer_segments

    inner join segments_to_win_back
        on customer_segments.segment = segments_to_win_back.segment

),

most_valuable as (

    select * from at_risk

    order by monetary desc, customer_id asc

    limit 100

)

select * from most_valuable

order by monetary desc, customer_id asc
