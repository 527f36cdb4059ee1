{{ config(
    materialized='table',
    pre_hook="{{ omnichannel_rfm.check_rejected_share('campaign_outcomes') }}",
) }}

{%- set measures = [
    ['buyer_share', 'orders'],
    ['orders_per_customer', 'orders'],
    ['revenue_per_customer', 'revenue'],
] %}
{%- set columns = omnichannel_rfm.outcome_columns() %}
{%- for column in columns[2:] %}
    {%- do measures.extend([[column ~ '_share', column], [column ~ '_per_customer', column]]) %}
{%- endfor %}

with

members as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_members') }}

),

results as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_results') }}

),

-- of every member, also of those who did nothing
measured as (

    select
        members.campaign_id,
        members.arm,
        members.segment,
        members.stratum
        {%- for column in columns %},
        results.{{ column }}
        {%- endfor %}

    from members

    left join results
        on members.campaign_id = results.campaign_id
        and members.customer_id = results.customer_id

),

added_up as (

    select
        campaign_id,
        arm,
        segment,
        stratum,
        count(*) as customers
        {%- for column in columns %},
        count({{ column }}) as {{ column }}_values,
        count(case when {{ column }} > 0 then 1 end) as {{ column }}_positives,
        coalesce(sum({{ column }}), 0) as {{ column }}_total,
        coalesce(sum(cast({{ column }} as decimal(19, 6)) * {{ column }}), 0)
            as {{ column }}_squares
        {%- endfor %}

    from measured

    group by campaign_id, arm, segment, stratum

),

-- a campaign is measured by what its outcomes say anything of
known as (

    select
        *
        {%- for column in columns %},
        sum({{ column }}_values) over (partition by campaign_id) as {{ column }}_known
        {%- endfor %}

    from added_up

),

sums as (

    {%- for measure, column in measures %}
    {%- set is_share = measure.endswith('_share') %}

    select
        campaign_id,
        arm,
        segment,
        stratum,
        cast('{{ measure }}' as {{ dbt.type_string() }}) as measure,
        {{ 1 if is_share else 0 }} as is_share,
        customers,
        {{ column }}_positives as positives,
        cast(
            {{ column }}_{{ 'positives' if is_share else 'total' }}
            as {{ omnichannel_rfm.wide_decimal(6) }}
        ) as total,
        cast(
            {{ column }}_{{ 'positives' if is_share else 'squares' }}
            as {{ omnichannel_rfm.wide_decimal(12) }}
        ) as squares

    from known

    where {{ column }}_known > 0
    {%- if not loop.last %}

    union all
    {%- endif %}
    {%- endfor %}

)

select * from sums
