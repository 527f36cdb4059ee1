{%- set days = 30 %}
{#- Standard errors that 80 % of experiments would show at 5 %: 1.959964 + 0.841621. -#}
{%- set multiple = '2.801585' %}
{%- set double = omnichannel_rfm.double_type() %}

with

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'campaign_summary') }}

    where is_applied

),

-- what customers do anyway: how many of all bought in so many days up to the analysis date
base as (

    select
        cast(
            sum(case when recency_days <= {{ days }} then 1 else 0 end) as {{ double }}
        ) / nullif(count(*), 0) as buyer_share

    from {{ ref('omnichannel_rfm', 'int_customers_measured') }}

),

sized as (

    select
        campaigns.*,
        base.buyer_share,
        cast(campaigns.customers + campaigns.control_customers as {{ double }}) as members,
        base.buyer_share * (1 - base.buyer_share) as variance

    from campaigns

    cross join base

),

-- of a share s, s (1 - s) is the variance over members and the squared standard error
products as (

    select
        *,
        {%- for points in [1, 2, 5] %}
        4 * variance * power({{ multiple }} / (0.01 * {{ points }}), 2) / nullif(members, 0)
            as product_{{ points }},
        {%- endfor %}
        cast(customers as {{ double }}) as treated

    from sized

),

sizing as (

    select
        campaign_id,
        analysis_date,
        customers,
        control_customers,
        cast(buyer_share as decimal(18, 6)) as buyer_share,
        cast(
            {{ multiple }} * sqrt(
                variance
                * (1 / nullif(treated, 0) + 1 / nullif(cast(control_customers as {{ double }}), 0))
            ) as decimal(18, 6)
        ) as detectable_difference,
        {%- for points in [1, 2, 5] %}
        cast(
            case when product_{{ points }} <= 1 then (1 - sqrt(1 - product_{{ points }})) / 2 end
            as decimal(18, 6)
        ) as control_share_for_{{ points }}_points,
        {%- endfor %}
        {{ omnichannel_rfm.run_columns() }}

    from products

)

select * from sizing

order by campaign_id
