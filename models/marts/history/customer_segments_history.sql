{{
    config(
        enabled=omnichannel_rfm.has_history(),
        materialized='incremental',
        unique_key=['as_of_date'],
        on_schema_change='fail'
    )
}}

{#- Says which input the history is of. A unit test, which renders this too, has no such input. -#}
{%- if not execute %}
    {%- do ref('omnichannel_rfm', 'int_history_input') %}
{%- endif %}

with

segments_by_date as (

    select * from {{ ref('omnichannel_rfm', 'int_segments_by_date') }}

    where is_history

),

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

all_dates as (

    select distinct analysis_date as as_of_date from segments_by_date

),

-- what was scored before stays, but for the days in which orders may come late
dates as (

    select all_dates.as_of_date

    from all_dates

    cross join analysis_date

    where {{ omnichannel_rfm.is_written_anew('all_dates.as_of_date') }}

),

history as (

    select
        dates.as_of_date,
        segments_by_date.customer_id,
        -- the type of the table, which a later run compares
        cast(segments_by_date.segment as {{ dbt.type_string() }}) as segment,
        segments_by_date.recency_score,
        segments_by_date.frequency_score,
        segments_by_date.monetary_score,
        segments_by_date.rf_score,
        segments_by_date.rfm_score,
        segments_by_date.score_partition,
        {{ omnichannel_rfm.scoring_rules() }} as scoring_rules,
        segments_by_date.recency_days,
        segments_by_date.frequency,
        segments_by_date.monetary,
        segments_by_date.first_order_date,
        segments_by_date.last_order_date,
        {{ omnichannel_rfm.run_columns() }}

    from segments_by_date

    inner join dates
        on segments_by_date.analysis_date = dates.as_of_date

)

select * from history

order by as_of_date, customer_id
