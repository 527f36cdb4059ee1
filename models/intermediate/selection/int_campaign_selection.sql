{{ config(materialized='table') }}

{%- set rounds = omnichannel_rfm.campaign_rounds() %}

with

reach as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_reach') }}

),
{%- for round in range(1, rounds + 1) %}

open_{{ round }} as (

    select
        reach.*,
        {%- if omnichannel_rfm.given_input('households') %}
        case
            when reach.household_id is null then 1
            else row_number() over (
                partition by reach.campaign_id, reach.household_id
                order by reach.rank_value desc, reach.customer_id asc
            )
        end as place_at_home
        {%- else %}
        1 as place_at_home
        {%- endif %}

    from reach

    where reach.exclusion_reason is null
        {%- if rounds > 1 %}
        and reach.campaign_rank = {{ round }}
        {%- endif %}
        {%- for earlier in range(1, round) %}
        and not exists (
            select 1 from chosen_{{ earlier }} as chosen

            where chosen.customer_id = reach.customer_id
                and chosen.status in ('treated', 'control')
        )
        {%- endfor %}

),

limited_{{ round }} as (

    select
        *,
        coalesce(
            sum(1 - is_control) over (
                partition by campaign_id order by rank_value desc, customer_id asc
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as treated_before

    from open_{{ round }}

    where place_at_home = 1 and maximum_treated is not null

),

chosen_{{ round }} as (

    select
        campaign_id,
        customer_id,
        case
            when place_at_home > 1 then 'household'
            when is_control = 1 then 'control'
            else 'treated'
        end as status

    from open_{{ round }}

    where place_at_home > 1 or maximum_treated is null

    union all

    select
        campaign_id,
        customer_id,
        case
            -- the last in the list is the last whose control counts
            when treated_before >= maximum_treated then 'over_maximum'
            when is_control = 1 then 'control'
            else 'treated'
        end as status

    from limited_{{ round }}

),
{%- endfor %}

chosen as (

    {%- for round in range(1, rounds + 1) %}
    select * from chosen_{{ round }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

selection as (

    select
        reach.*,
        coalesce(reach.exclusion_reason, chosen.status, 'other_campaign') as status

    from reach

    left join chosen
        on reach.campaign_id = chosen.campaign_id
        and reach.customer_id = chosen.customer_id

)

select * from selection
