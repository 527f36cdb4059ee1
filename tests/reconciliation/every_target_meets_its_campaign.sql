{%- if omnichannel_rfm.reads_what_is_built() %}
-- Reads the seed's text itself instead of the models' filters, so that it can contradict them.
with

targeted as (

    select
        campaign_id,
        segment,
        count(*) as customers

    from {{ ref('omnichannel_rfm', 'campaign_targets') }}

    group by
        campaign_id,
        segment

),

campaigns as (

    select * from {{ omnichannel_rfm.input_model('campaigns') }}

    where is_active

),

wanted_segments as (

    select
        targeted.campaign_id,
        targeted.segment,
        campaigns.categories,
        campaigns.minimum_spend,
        cast(campaigns.minimum_average_order_value as decimal(28, 2)) as minimum_average

    from targeted

    inner join campaigns
        on targeted.campaign_id = campaigns.campaign_id

    where
        campaigns.segments is null
        or concat(', ', campaigns.segments, ', ') like concat('%, ', targeted.segment, ', %')

),

wanted_lists as (

    select distinct
        campaigns.campaign_id,
        list_items.list_text as category_list

    from {{ ref('omnichannel_rfm', 'int_list_items') }} as list_items

    inner join campaigns
        on concat(', ', campaigns.categories, ', ') like concat('%, ', list_items.item, ', %')

    where list_items.list_kind = 'category'

),

-- an inner join, so that the targets are held in memory and not all customers
met as (

    select
        targets.campaign_id,
        targets.segment,
        sum(
            case
                when customer_segments.segment = wanted_segments.segment
                    and coalesce(customer_segments.monetary >= wanted_segments.minimum_spend, true)
                    and coalesce(
                        customer_segments.monetary
                        >= wanted_segments.minimum_average * customer_segments.frequency,
                        true
                    )
                    and (
                        wanted_segments.categories is null
                        or wanted_lists.category_list is not null
                    )
                    then 1
                else 0
            end
        ) as customers

    from {{ ref('omnichannel_rfm', 'customer_segments') }} as customer_segments

    inner join {{ ref('omnichannel_rfm', 'campaign_targets') }} as targets
        on customer_segments.customer_id = targets.customer_id

    left join wanted_segments
        on targets.campaign_id = wanted_segments.campaign_id
        and targets.segment = wanted_segments.segment

    left join wanted_lists
        on targets.campaign_id = wanted_lists.campaign_id
        and customer_segments.category_list = wanted_lists.category_list

    group by
        targets.campaign_id,
        targets.segment

)

select
    targeted.*,
    coalesce(met.customers, 0) as customers_found

from targeted

left join met
    on targeted.campaign_id = met.campaign_id
    and targeted.segment = met.segment

where coalesce(met.customers, 0) <> targeted.customers
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}
