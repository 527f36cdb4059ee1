{{ config(
    materialized='table',
    pre_hook=[
        "{{ omnichannel_rfm.check_launched_rules() }}",
        "{{ omnichannel_rfm.check_rejected_share('households') }}"
    ],
) }}

{%- set is_permission_given = omnichannel_rfm.given_input('contact_permissions') %}

with

candidates as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_candidates') }}

    where missed_conditions = 0

),

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'int_campaigns') }}

),

households as (

    select * from {{ ref('omnichannel_rfm', 'stg_records__households') }}

    where rejection_reasons is null

),

-- why a campaign may not reach a customer now, whatever was permitted
barred as (

    select
        campaigns.campaign_id,
        bars.customer_id,
        max(case when bars.bar = 'suppressed' then 1 else 0 end) as is_suppressed,
        max(case when bars.bar = 'repeated_too_soon' then 1 else 0 end) as is_repeated_too_soon,
        max(case when bars.bar = 'contact_limit' then 1 else 0 end) as is_at_contact_limit

    from {{ ref('omnichannel_rfm', 'int_contacts_barred') }} as bars

    inner join campaigns
        on (bars.bar = 'suppressed')
        or (bars.bar = 'repeated_too_soon' and bars.applies_to = campaigns.campaign_id)
        or (
            bars.bar = 'contact_limit'
            and bars.applies_to in ('all', campaigns.contact_channel)
        )

    group by campaigns.campaign_id, bars.customer_id

),

reached as (

    select
        candidates.*,
        households.household_id,
        campaigns.campaign_rank,
        campaigns.maximum_treated,
        case
            when {{ omnichannel_rfm.is_drawn(
                ['candidates.campaign_id', 'candidates.customer_id'], 'campaigns.control_share'
            ) }}
                then 1
            else 0
        end as is_control,
        case
            when permissions.permission = 'refused' then 'permission_refused'
            {%- if is_permission_given %}
            when permissions.permission is null then 'permission_unknown'
            {%- endif %}
            when barred.is_suppressed = 1 then 'suppressed'
            when barred.is_repeated_too_soon = 1 then 'repeated_too_soon'
            when barred.is_at_contact_limit = 1 then 'contact_limit'
            when {{ omnichannel_rfm.is_universal_control('candidates.customer_id') }}
                then 'universal_control'
        end as exclusion_reason

    from candidates

    inner join campaigns
        on candidates.campaign_id = campaigns.campaign_id

    left join households
        on candidates.customer_id = households.customer_id

    left join {{ ref('omnichannel_rfm', 'int_contact_permissions') }} as permissions
        on candidates.customer_id = permissions.customer_id
        and campaigns.contact_channel = permissions.contact_channel

    left join barred
        on candidates.campaign_id = barred.campaign_id
        and candidates.customer_id = barred.customer_id

)

select * from reached
