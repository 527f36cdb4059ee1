with

funnel as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_funnel') }}

),

conditions as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_steps') }}

),

steps as (

    select
        funnel.campaign_id,
        cast(
            row_number() over (partition by funnel.campaign_id order by funnel.step) - 1 as integer
        ) as step_number,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cast(conditions.words_en as {{ dbt.type_string() }}) as condition_en,
        cast(conditions.words_tr as {{ dbt.type_string() }}) as condition_tr,
        cast(funnel.customers_left as bigint) as customers,
        {{ omnichannel_rfm.run_columns() }}

    from funnel

    left join conditions
        on funnel.campaign_id = conditions.campaign_id
        and funnel.step = conditions.step

)

select * from steps

order by campaign_id, step_number
