with

plans as (

    select * from {{ ref('omnichannel_rfm', 'int_launched_plans') }}

),

sealed as (

    select
        campaign_id,
        launched_on,
        starts_on,
        ends_on,
        measured_until,
        rule_en,
        rule_tr,
        rule_hash,
        control_share,
        treated_customers,
        control_customers,
        list_hash,
        input,
        launched_by_run,
        launched_by_version,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        {{ omnichannel_rfm.run_columns() }}

    from plans

)

select * from sealed

order by campaign_id
