with

verdicts as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_verdicts') }}

),

plans as (

    select * from {{ ref('omnichannel_rfm', 'int_launched_plans') }}

    where campaign_id = 'universal_control'

),

lift as (

    select
        plans.launched_on,
        verdicts.measure,
        verdicts.segment,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        {{ omnichannel_rfm.lift_columns('verdicts') }},
        {{ omnichannel_rfm.run_columns() }}

    from verdicts

    inner join plans
        on verdicts.campaign_id = plans.campaign_id

)

select * from lift

order by measure, segment
