{%- set double = omnichannel_rfm.double_type() %}

with

-- what is known of each stratum that has at least two members in both arms
strata as (

    select
        *,
        case
            when stratum is not null and treated_customers > 1 and control_customers > 1
                then cast(members as {{ double }})
        end as weight,
        {{ omnichannel_rfm.mean_of('treated') }} - {{ omnichannel_rfm.mean_of('control') }}
            as difference,
        {{ omnichannel_rfm.squared_error('treated') }} as treated_error,
        {{ omnichannel_rfm.squared_error('control') }} as control_error

    from {{ ref('omnichannel_rfm', 'int_campaign_strata') }}

),

added_up as (

    select
        campaign_id,
        arm,
        measure,
        is_share,
        segment,
        cast(sum(members) as {{ double }}) as members,
        {%- for side in ['treated', 'control'] %}
        cast(sum({{ side }}_customers) as bigint) as {{ side }}_customers,
        cast(sum({{ side }}_positives) as bigint) as {{ side }}_positives,
        cast(sum({{ side }}_total) as {{ omnichannel_rfm.wide_decimal(6) }})
            as {{ side }}_total,
        cast(sum({{ side }}_squares) as {{ omnichannel_rfm.wide_decimal(12) }})
            as {{ side }}_squares,
        {%- endfor %}
        sum(weight) as weights,
        sum(weight * difference) as weighted_difference,
        sum(weight * weight * (treated_error + control_error)) as weighted_error,
        sum(
            weight * weight * treated_error * weight * weight * treated_error
            / nullif(treated_customers - 1, 0)
            + weight * weight * control_error * weight * weight * control_error
            / nullif(control_customers - 1, 0)
        ) as weighted_error_of_error

    from strata

    group by campaign_id, arm, measure, is_share, segment

),

comparisons as (

    select
        campaign_id,
        arm,
        measure,
        is_share,
        segment,
        {%- for side in ['treated', 'control'] %}
        {{ side }}_customers,
        {{ side }}_positives,
        {{ side }}_total,
        {{ omnichannel_rfm.mean_of(side) }} as {{ side }}_mean,
        {{ omnichannel_rfm.squared_error(side) }}
        {#- Of a share it is p (1 - p) / n. #}
        * case
            when is_share = 1
                then 1 - 1 / nullif(cast({{ side }}_customers as {{ double }}), 0)
            else 1
        end as {{ side }}_error,
        {%- endfor %}
        weights / members as stratified_share,
        weighted_difference / weights as stratified_difference,
        sqrt(weighted_error) / weights as stratified_error,
        weighted_error * weighted_error / nullif(weighted_error_of_error, 0)
            as stratified_degrees

    from added_up

)

select * from comparisons
