{{ config(enabled=omnichannel_rfm.has_history()) }}

with

moves as (

    select * from {{ ref('omnichannel_rfm', 'segment_moves') }}

),

last_date as (

    select max(as_of_date) as as_of_date from {{ ref('omnichannel_rfm', 'customer_segments_history') }}

),

segments as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

),

became_at_risk as (

    select
        moves.customer_id,
        earlier.name_en as from_segment_name,
        later.name_en as to_segment_name,
        moves.previous_as_of_date,
        moves.as_of_date,
        moves.moved_by,
        moves.cause,
        moves.monetary,
        later.action_en

    from moves

    inner join last_date
        on moves.as_of_date = last_date.as_of_date

    inner join segments as earlier
        on moves.from_segment = earlier.segment

    -- by what to aim for, not by name, so that it works under every segment map
    inner join segments as later
        on moves.to_segment = later.segment
        and later.tone = 'win_back'

    where earlier.tone <> 'win_back'

)

select * from became_at_risk

order by monetary desc, customer_id asc
