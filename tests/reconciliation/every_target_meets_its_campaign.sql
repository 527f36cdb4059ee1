{%- if omnichannel_rfm.reads_what_is_built() %}
-- Reads the seed's text itself instead of the models' filters, so that it can contradict them.
with

targets as (

    select * from {{ ref('omnichannel_rfm', 'campaign_targets') }}

),

-- only these: all customers would be held in memory for the join
customer_segments as (

    select customer_segments.*

    from {{ ref('omnichannel_rfm', 'customer_segments') }} as customer_segments

    where customer_segments.customer_id in (select targets.customer_id from targets)

),

campaigns as (

    select * from {{ omnichannel_rfm.input_model('campaigns') }}

),

wanted_lists as (

    select distinct
        campaigns.campaign_id,
        list_items.list_text as category_list

    from {{ ref('omnichannel_rfm', 'int_list_items') }} as list_items

    inner join campaigns
        on concat(', ', campaigns.categories, ', ')
        like concat('%, ', list_items.item, ', %')

    where list_items.list_kind = 'category'

)

select
    targets.campaign_id,
    targets.customer_id

from targets

inner join campaigns
    on targets.campaign_id = campaigns.campaign_id

left join customer_segments
    on targets.customer_id = customer_segments.customer_id

left join wanted_lists
    on targets.campaign_id = wanted_lists.campaign_id
    and customer_segments.category_list = wanted_lists.category_list

where
    not campaigns.is_active
    or customer_segments.customer_id is null
    or targets.segment <> customer_segments.segment
    or concat(', ', campaigns.segments, ', ') not like concat('%, ', targets.segment, ', %')
    or customer_segments.monetary < campaigns.minimum_spend
    or customer_segments.monetary
    < cast(campaigns.minimum_average_order_value as decimal(28, 2)) * customer_segments.frequency
    or (campaigns.categories is not null and wanted_lists.category_list is null)
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}
