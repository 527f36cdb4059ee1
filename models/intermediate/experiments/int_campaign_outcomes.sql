{{ config(materialized='table') }}

{%- set fields = omnichannel_rfm.input_fields('campaign_outcomes') %}

with

outcomes as (

    select * from {{ ref('omnichannel_rfm', 'stg_records__campaign_outcomes') }}

),

members as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_members') }}

),

looked_up as (

    select
        outcomes.*,
        case
            when outcomes.rejection_reasons is not null then outcomes.rejection_reasons
            when members.customer_id is null then 'not_a_member'
        end as reasons

    from outcomes

    left join members
        on outcomes.campaign_id = members.campaign_id
        and outcomes.customer_id = members.customer_id

),

judged as (

    select
        {%- for field in fields %}
        {{ field }},
        {%- endfor %}
        cast(reasons as {{ dbt.type_string() }}) as rejection_reasons,
        case when reasons is not null then record_json end as record_json

    from looked_up

)

select * from judged
