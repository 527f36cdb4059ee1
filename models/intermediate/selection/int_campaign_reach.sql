{{ config(
    materialized='table',
    pre_hook=["{{ omnichannel_rfm.check_launched_rules() }}"]
    + omnichannel_rfm.check_contact_records(),
) }}

{%- set is_permission_given = omnichannel_rfm.given_input('contact_permissions') %}
{%- set bars = {
    'suppressed': ['suppressed', "'all'"],
    'repeated': ['repeated_too_soon', 'campaigns.campaign_id'],
    'limited': ['contact_limit', 'campaigns.contact_channel'],
    'limited_in_all': ['contact_limit', "'all'"],
} %}

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
{%- for name, bar in bars.items() %}

{{ name }} as (

    select * from {{ ref('omnichannel_rfm', 'int_contacts_barred') }}

    where bar = '{{ bar[0] }}'

),
{%- endfor %}

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
            when suppressed.bar is not null then 'suppressed'
            when repeated.bar is not null then 'repeated_too_soon'
            when coalesce(limited.bar, limited_in_all.bar) is not null then 'contact_limit'
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
    {%- for name, bar in bars.items() %}

    left join {{ name }}
        on candidates.customer_id = {{ name }}.customer_id
        and {{ name }}.applies_to = {{ bar[1] }}
    {%- endfor %}

)

select * from reached
