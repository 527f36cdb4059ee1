{{ config(
    materialized='table',
    pre_hook=[
        "{{ omnichannel_rfm.check_rejected_share('suppressions') }}",
        "{{ omnichannel_rfm.check_rejected_share('contact_history') }}",
        "{{ omnichannel_rfm.check_rejected_share('contact_limits') }}"
    ],
) }}

{%- set analysis_date = omnichannel_rfm.analysis_date() %}

with
{%- for form in ['suppressions', 'contact_limits'] %}

{{ form }} as (

    select * from {{ ref('omnichannel_rfm', 'stg_records__' ~ form) }}

    where rejection_reasons is null

),
{%- endfor %}

contacts as (

    select
        history.*,
        {{ dbt.datediff('history.contacted_on', 'dates.analysis_date', 'day') }}
            as days_ago

    from {{ ref('omnichannel_rfm', 'stg_records__contact_history') }} as history

    cross join {{ ref('omnichannel_rfm', 'int_analysis_date') }} as dates

    where history.rejection_reasons is null and coalesce(history.is_marketing, 'true') = 'true'

),

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'int_campaigns') }}

    where is_applied

),

-- the limit is of a channel; that of all channels counts every contact
at_limit as (

    select
        contacts.customer_id,
        limits.contact_channel

    from contact_limits as limits

    inner join contacts
        on limits.contact_channel in ('all', contacts.contact_channel)
        and contacts.days_ago between 0 and limits.days - 1

    group by contacts.customer_id, limits.contact_channel, limits.days, limits.contacts

    having count(*) >= limits.contacts

),

barred as (

    select distinct
        'suppressed' as bar,
        customer_id,
        'all' as applies_to

    from suppressions

    where
        coalesce(suppressed_from, {{ analysis_date }}) <= {{ analysis_date }}
        and coalesce(suppressed_until, {{ analysis_date }}) >= {{ analysis_date }}

    union all

    select distinct
        'contact_limit' as bar,
        customer_id,
        contact_channel as applies_to

    from at_limit

    union all

    select distinct
        'repeated_too_soon' as bar,
        contacts.customer_id,
        contacts.campaign_id as applies_to

    from contacts

    inner join campaigns
        on contacts.campaign_id = campaigns.campaign_id
        and contacts.days_ago between 0 and campaigns.repeat_after_days - 1

)

select * from barred
