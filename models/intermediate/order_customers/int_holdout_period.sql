{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set holdout_days = omnichannel_rfm.setting('holdout_days') %}

with

dated as (

    select
        analysis_date,
        cast(
            coalesce(
                {{ omnichannel_rfm.date_setting('holdout_date') }},
                {{ dbt.dateadd('day', -holdout_days, 'analysis_date') }}
            ) as date
        ) as holdout_date

    from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

holdout_period as (

    select
        analysis_date,
        holdout_date,
        cast({{ dbt.dateadd('day', holdout_days, 'holdout_date') }} as date) as holdout_until

    from dated

)

select * from holdout_period
