with

estimates as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_estimates') }}

),

ratios as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_ratios') }}

),

-- where the arms are not of the sizes they were to have, nothing is estimated
rounded as (

    select
        estimates.campaign_id,
        estimates.arm,
        estimates.measure,
        estimates.segment,
        estimates.is_share,
        estimates.positives,
        ratios.ends_on,
        ratios.is_ratio_wrong,
        cast(estimates.treated_customers as bigint) as treated_customers,
        cast(estimates.control_customers as bigint) as control_customers,
        cast(estimates.treated_total as decimal(28, 6)) as treated_total,
        cast(estimates.control_total as decimal(28, 6)) as control_total,
        {%- for column, ratio in [
            ['treated_mean', ['treated_total', 'treated_customers']],
            ['control_mean', ['control_total', 'control_customers']],
            ['difference', [
                '(treated_total * control_customers - control_total * treated_customers)',
                '(treated_customers * control_customers)'
            ]],
        ] %}
        cast(
            case
                when ratios.is_ratio_wrong = 0
                    then {{ omnichannel_rfm.exact_ratio(ratio[0], ratio[1]) }}
            end as decimal(28, 6)
        ) as {{ column }},
        {%- endfor %}
        cast(
            case
                when ratios.is_ratio_wrong = 0 and estimates.control_total > 0
                    then {{ omnichannel_rfm.exact_ratio(
                        '(treated_total * control_customers - control_total * treated_customers)',
                        '(treated_customers * control_total)'
                    ) }}
            end as decimal(28, 6)
        ) as relative_lift,
        {%- for column in [
            'difference_low', 'difference_high', 'relative_lift_low', 'relative_lift_high',
            'stratified_difference', 'stratified_difference_low', 'stratified_difference_high',
            'stratified_share', 'detectable_difference'
        ] %}
        cast(
            case when ratios.is_ratio_wrong = 0 then estimates.{{ column }} end as decimal(18, 6)
        ) as {{ column }},
        {%- endfor %}
        ratios.chi_squared as sample_ratio_chi_squared,
        ratios.degrees as sample_ratio_degrees

    from estimates

    inner join ratios
        on estimates.campaign_id = ratios.campaign_id

),

judged as (

    select
        *,
        case
            when is_ratio_wrong = 1 then 'ratio_wrong'
            when {{ omnichannel_rfm.analysis_date() }} < ends_on then 'still_running'
            when treated_customers < 30 or control_customers < 30 or positives < 10
                then 'too_small'
            when difference_low > 0 then 'worked'
            when difference_high < 0 then 'harmed'
            else 'nothing_shown'
        end as verdict

    from rounded

),

worded as (

    select
        *,
        cast({{ omnichannel_rfm.verdict_text('en') }} as {{ dbt.type_string() }}) as verdict_en,
        cast({{ omnichannel_rfm.verdict_text('tr') }} as {{ dbt.type_string() }}) as verdict_tr

    from judged

)

select * from worded
