with

verdicts as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_verdicts') }}

    where campaign_id <> 'universal_control'

),

lift as (

    select
        verdicts.campaign_id,
        verdicts.arm,
        verdicts.measure,
        verdicts.segment,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        {{ omnichannel_rfm.lift_columns('verdicts') }},
        {{ omnichannel_rfm.run_columns() }}

    from verdicts

)

select * from lift

order by campaign_id, arm, measure, segment
