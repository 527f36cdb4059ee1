{{ config(materialized='table') }}

{%- set segment_map = omnichannel_rfm.setting('segment_map') %}
{#- What a launched campaign may not change, beside its conditions. Money is written with cents. -#}
{%- set sealed = [
    'segment_map', 'contact_channel', 'maximum_customers', 'ranked_by',
    'cast(contact_cost as decimal(18, 2))', 'cast(budget as decimal(18, 2))',
    'cast(control_share as decimal(6, 4))', 'repeat_after_days',
    'starts_on', 'ends_on', 'measure_days'
] %}
{%- set settings = [] %}
{%- for column in sealed %}
    {%- do settings.append("coalesce(cast(" ~ column ~ " as " ~ dbt.type_string() ~ "), '')") %}
{%- endfor %}

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
        {{ omnichannel_rfm.ordered_list(
            "field || ' ' || operator || ' ' || value", '; '
        ) }} as conditions,
        {{ omnichannel_rfm.ordered_list('words_en', '; ', 'condition_number') }} as rule_en,
        {{ omnichannel_rfm.ordered_list('words_tr', '; ', 'condition_number') }} as rule_tr

    from conditions

    group by campaign_id

),

-- up to when a campaign is measured, and all that it is by in one text
dated as (

    select
        *,
        cast(
            coalesce(
                {{ dbt.dateadd('day', 'measure_days', 'starts_on') }},
                ends_on,
                {{ dbt.dateadd('day', 30, 'starts_on') }}
            ) as date
        ) as measured_until,
        {{ settings | join(" || '|' || ") }} as settings

    from campaigns

),

applied as (

    select
        dated.campaign_id,
        dated.name_en,
        dated.name_tr,
        dated.description_en,
        dated.description_tr,
        dated.segment_map,
        dated.contact_channel,
        dated.contact_cost,
        dated.repeat_after_days,
        cast(coalesce(dated.control_share, 0) as decimal(6, 4)) as control_share,
        -- as many as there may be, and as many as the budget pays for
        case
            when dated.maximum_customers * dated.contact_cost <= dated.budget
                then dated.maximum_customers
            else coalesce(
                cast(floor(dated.budget / nullif(dated.contact_cost, 0)) as integer),
                dated.maximum_customers
            )
        end as maximum_treated,
        replace(coalesce(dated.ranked_by, 'monetary'), ' asc', '') as ranked_by,
        case when dated.ranked_by like '% asc' then -1 else 1 end as rank_sign,
        cast(
            row_number() over (
                order by coalesce(dated.priority, 2147483647), dated.campaign_id
            ) as integer
        ) as campaign_rank,
        dated.is_active,
        dated.export_file,
        dated.starts_on,
        dated.ends_on,
        dated.measured_until,
        {{ dbt.hash("dated.settings || '; ' || coalesce(rules.conditions, '')") }} as rule_hash,
        dated.is_active
        and dated.segment_map = {{ omnichannel_rfm.text_literal(segment_map) }} as is_applied,
        case
            when not dated.is_active then 'switched off in the seed campaigns'
            when dated.segment_map <> {{ omnichannel_rfm.text_literal(segment_map) }}
                then concat('written for the segment map ', dated.segment_map)
        end as not_applied_because,
        rules.rule_en,
        rules.rule_tr

    from dated

    left join rules
        on dated.campaign_id = rules.campaign_id

)

select * from applied
