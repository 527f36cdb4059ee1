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
        {{ omnichannel_rfm.lift_columns('verdicts') }}

    from verdicts

    inner join plans
        on verdicts.campaign_id = plans.campaign_id

)

select * from lift

order by measure, segment
