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
