{%- set double = omnichannel_rfm.double_type() %}

with

comparisons as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_comparisons') }}

),

-- each arm's own interval, and what the formulas of differences and ratios need
prepared as (

    select
        *,
        {%- for arm in ['treated', 'control'] %}
        {%- set customers = 'cast(' ~ arm ~ '_customers as ' ~ double ~ ')' %}
        {%- for bound, sign in [['low', '-'], ['high', '+']] %}
        case
            when is_share = 1
                then {{ omnichannel_rfm.wilson_bound(arm ~ '_mean', customers, sign) }}
        end as {{ arm }}_{{ bound }},
        {%- endfor %}
        {%- endfor %}
        sqrt(treated_error + control_error) as standard_error,
        (treated_error + control_error) * (treated_error + control_error) / nullif(
            treated_error * treated_error / nullif(treated_customers - 1, 0)
            + control_error * control_error / nullif(control_customers - 1, 0),
            0
        ) as degrees,
        case
            when treated_mean > 0 and control_mean > 0 then ln(treated_mean / control_mean)
        end as log_ratio,
        case
            when treated_mean > 0 and control_mean > 0
                then sqrt(
                    treated_error / (treated_mean * treated_mean)
                    + control_error / (control_mean * control_mean)
                )
        end as log_error

    from comparisons

),

estimates as (

    select
        campaign_id,
        arm,
        measure,
        is_share,
        segment,
        treated_customers,
        control_customers,
        treated_total,
        control_total,
        treated_positives + control_positives as positives,
        {%- for bound, sign in [['low', '-'], ['high', '+']] %}
        {{ omnichannel_rfm.six_places(
            'case when is_share = 1 then ' ~ omnichannel_rfm.newcombe_bound(sign)
            ~ ' else treated_mean - control_mean ' ~ sign ~ ' '
            ~ omnichannel_rfm.t_quantile('degrees') ~ ' * standard_error end'
        ) }} as difference_{{ bound }},
        {{ omnichannel_rfm.six_places(omnichannel_rfm.log_ratio_bound(sign)) }}
            as relative_lift_{{ bound }},
        {{ omnichannel_rfm.six_places(
            'stratified_difference ' ~ sign ~ ' '
            ~ omnichannel_rfm.t_quantile('stratified_degrees') ~ ' * stratified_error'
        ) }} as stratified_difference_{{ bound }},
        {%- endfor %}
        {{ omnichannel_rfm.six_places('stratified_difference') }} as stratified_difference,
        {{ omnichannel_rfm.six_places('stratified_share') }} as stratified_share,
        {{ omnichannel_rfm.six_places(
            (omnichannel_rfm.normal_quantile('interval') + omnichannel_rfm.normal_quantile('power'))
            ~ ' * nullif(standard_error, 0)'
        ) }} as detectable_difference

    from prepared

)

select * from estimates
