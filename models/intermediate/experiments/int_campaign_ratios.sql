{%- set double = omnichannel_rfm.double_type() %}

with

arms as (

    select
        campaign_id,
        arm,
        count(*) as customers,
        max(arm_share) as arm_share,
        max(ends_on) as ends_on

    from {{ ref('omnichannel_rfm', 'int_campaign_members') }}

    group by campaign_id, arm

),

-- the sizes that the arms were to have
expected as (

    select
        *,
        cast(sum(customers) over (partition by campaign_id) as {{ double }})
        * cast(arm_share as {{ double }})
        / cast(sum(arm_share) over (partition by campaign_id) as {{ double }})
            as expected_customers

    from arms

),

compared as (

    select
        campaign_id,
        max(ends_on) as ends_on,
        count(*) - 1 as degrees,
        case
            when count(*) = count(arm_share)
                then sum(
                    (customers - expected_customers) * (customers - expected_customers)
                    / expected_customers
                )
        end as chi_squared

    from expected

    group by campaign_id

),

ratios as (

    select
        campaign_id,
        ends_on,
        case when chi_squared is not null then cast(degrees as integer) end as degrees,
        {{ omnichannel_rfm.six_places('chi_squared') }} as chi_squared,
        case
            when chi_squared > {{ omnichannel_rfm.chi_squared_limit('degrees') }} then 1
            else 0
        end as is_ratio_wrong

    from compared

)

select * from ratios
