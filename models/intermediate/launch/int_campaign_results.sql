{%- set columns = omnichannel_rfm.outcome_columns() %}

with

outcomes as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_outcomes') }}

    where rejection_reasons is null

),

launched as (

    select * from {{ ref('omnichannel_rfm', 'int_launched_outcomes') }}

),

results as (

    select
        campaign_id,
        customer_id
        {%- for column in columns %},
        cast({{ column }} as decimal(18, 6)) as {{ column }}
        {%- endfor %}

    from outcomes

    union all

    select
        campaign_id,
        customer_id
        {%- for column in columns %},
        cast({{ column if loop.index < 3 else 'null' }} as decimal(18, 6)) as {{ column }}
        {%- endfor %}

    from launched

)

select * from results
