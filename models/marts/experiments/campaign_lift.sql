with

verdicts as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_verdicts') }}

),

lift as (

    select
        campaign_id,
        arm,
        measure,
        segment,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        treated_customers,
        control_customers,
        treated_total,
        control_total,
        treated_mean,
        control_mean,
        difference,
        difference_low,
        difference_high,
        relative_lift,
        relative_lift_low,
        relative_lift_high,
        stratified_difference,
        stratified_difference_low,
        stratified_difference_high,
        stratified_share,
        detectable_difference,
        sample_ratio_chi_squared,
        sample_ratio_degrees,
        cast(verdict as {{ dbt.type_string() }}) as verdict,
        cast({{ omnichannel_rfm.verdict_text('en') }} as {{ dbt.type_string() }}) as verdict_en,
        cast({{ omnichannel_rfm.verdict_text('tr') }} as {{ dbt.type_string() }}) as verdict_tr,
        {{ omnichannel_rfm.run_columns() }}

    from verdicts

)

select * from lift

order by campaign_id, arm, measure, segment
