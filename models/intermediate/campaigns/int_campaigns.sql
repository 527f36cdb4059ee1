{{ config(materialized='table') }}

{%- set segment_map = omnichannel_rfm.setting('segment_map') %}

with

campaigns as (

    select * from {{ omnichannel_rfm.input_model('campaigns') }}

),

conditions as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_conditions') }}

),

rules as (

    select
        campaign_id,
        {{ omnichannel_rfm.ordered_list('words_en', '; ', 'condition_number') }} as rule_en,
        {{ omnichannel_rfm.ordered_list('words_tr', '; ', 'condition_number') }} as rule_tr

    from conditions

    group by campaign_id

),

applied as (

    select
        campaigns.campaign_id,
        campaigns.name_en,
        campaigns.name_tr,
        campaigns.description_en,
        campaigns.description_tr,
        campaigns.segment_map,
        campaigns.contact_channel,
        campaigns.contact_cost,
        campaigns.repeat_after_days,
        coalesce(campaigns.control_share, 0) as control_share,
        -- as many as there may be, and as many as the budget pays for
        case
            when campaigns.maximum_customers * campaigns.contact_cost <= campaigns.budget
                then campaigns.maximum_customers
            else coalesce(
                cast(floor(campaigns.budget / nullif(campaigns.contact_cost, 0)) as integer),
                campaigns.maximum_customers
            )
        end as maximum_treated,
        replace(coalesce(campaigns.ranked_by, 'monetary'), ' asc', '') as ranked_by,
        case when campaigns.ranked_by like '% asc' then -1 else 1 end as rank_sign,
        cast(
            row_number() over (
                order by coalesce(campaigns.priority, 2147483647), campaigns.campaign_id
            ) as integer
        ) as campaign_rank,
        campaigns.is_active,
        campaigns.export_file,
        campaigns.is_active
        and campaigns.segment_map = {{ omnichannel_rfm.text_literal(segment_map) }} as is_applied,
        case
            when not campaigns.is_active then 'switched off in the seed campaigns'
            when campaigns.segment_map <> {{ omnichannel_rfm.text_literal(segment_map) }}
                then concat('written for the segment map ', campaigns.segment_map)
        end as not_applied_because,
        rules.rule_en,
        rules.rule_tr

    from campaigns

    left join rules
        on campaigns.campaign_id = rules.campaign_id

)

select * from applied
