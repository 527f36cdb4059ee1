{{ config(materialized='table') }}

{%- set steps = omnichannel_rfm.campaign_steps() | selectattr('of', 'equalto', 'groups') | list %}

with

customer_groups as (

    select
        attributes,
        segment,
        min(order_channel) as order_channel,
        min(last_order_channel) as last_order_channel,
        min(category_list) as category,
        min(store_company_list) as store_company,
        cast(sum(customers) as bigint) as customers

    from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

    group by attributes, segment

),

conditions as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_conditions') }}

    where step in ({{ steps | map(attribute='step') | join(', ') }})

),

matches as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_matches') }}

),

category_matches as (

    select
        campaign_id,
        value,
        {{ omnichannel_rfm.ordered_list('matched_items', '; ', 'condition_number') }}
            as matched_categories

    from matches

    where field = 'category' and operator <> 'has_none_of'

    group by campaign_id, value

),

missed as (

    select
        conditions.campaign_id,
        customer_groups.segment,
        customer_groups.attributes,
        cast(count(*) as integer) as missed_conditions,
        min(conditions.step) as first_missed_step

    from customer_groups

    cross join conditions

    left join matches
        on conditions.campaign_id = matches.campaign_id
        and conditions.condition_number = matches.condition_number
        and matches.value = case conditions.field
            {%- for field in steps | map(attribute='field') | unique %}
            when '{{ field }}' then customer_groups.{{ field }}
            {%- endfor %}
        end

    where
        case
            when conditions.operator in ('is_none_of', 'has_none_of') then matches.items is not null
            when conditions.operator = 'has_all_of'
                then coalesce(matches.items, 0) < conditions.item_count
            else matches.items is null
        end

    group by conditions.campaign_id, customer_groups.segment, customer_groups.attributes

),

campaign_groups as (

    select
        campaigns.campaign_id,
        campaigns.ranked_by,
        campaigns.rank_sign,
        customer_groups.attributes,
        customer_groups.segment,
        customer_groups.order_channel,
        customer_groups.last_order_channel,
        customer_groups.customers,
        category_matches.matched_categories,
        coalesce(missed.missed_conditions, 0) as missed_conditions,
        missed.first_missed_step

    from customer_groups

    cross join {{ ref('omnichannel_rfm', 'int_campaigns') }} as campaigns

    left join missed
        on campaigns.campaign_id = missed.campaign_id
        and customer_groups.segment = missed.segment
        and customer_groups.attributes = missed.attributes

    left join category_matches
        on campaigns.campaign_id = category_matches.campaign_id
        and customer_groups.category = category_matches.value

    where campaigns.is_applied

)

select * from campaign_groups
