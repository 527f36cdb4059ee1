-- Reads the seed's text itself instead of the models' filters, so that it can contradict them.
with

targets as (

    select * from {{ ref('omnichannel_rfm', 'campaign_targets') }}

),

customer_segments as (

    select customer_segments.*

    from {{ ref('omnichannel_rfm', 'customer_segments') }} as customer_segments

    where customer_segments.customer_id in (select targets.customer_id from targets)

),

campaigns as (

    select * from {{ omnichannel_rfm.input_model('campaigns') }}

),

customer_categories as (

    select customer_categories.*

    from {{ ref('omnichannel_rfm', 'int_customer_categories') }} as customer_categories

    where customer_categories.customer_id in (select targets.customer_id from targets)

),

misplaced as (

    select
        targets.campaign_id,
        targets.customer_id

    from targets

    inner join campaigns
        on targets.campaign_id = campaigns.campaign_id

    left join customer_segments
        on targets.customer_id = customer_segments.customer_id

    where
        not campaigns.is_active
        or customer_segments.customer_id is null
        or targets.segment <> customer_segments.segment
        or concat(', ', campaigns.segments, ', ') not like concat('%, ', targets.segment, ', %')
        or customer_segments.monetary < campaigns.minimum_spend
        or customer_segments.monetary
        < campaigns.minimum_average_order_value * customer_segments.frequency

),

uninterested as (

    select
        targets.campaign_id,
        targets.customer_id

    from targets

    inner join campaigns
        on targets.campaign_id = campaigns.campaign_id

    left join customer_categories
        on targets.customer_id = customer_categories.customer_id
        and concat(', ', campaigns.categories, ', ')
        like concat('%, ', customer_categories.category, ', %')

    where campaigns.categories is not null

    group by
        targets.campaign_id,
        targets.customer_id

    having count(customer_categories.category) = 0

)

select * from misplaced

union all

select * from uninterested
