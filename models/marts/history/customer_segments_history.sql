{{
    config(
        enabled=omnichannel_rfm.has_history(),
        materialized='incremental',
        unique_key=['as_of_date'],
        on_schema_change='fail'
    )
}}

{%- set is_order_form = omnichannel_rfm.input_form() == 'orders' %}
{#- The past of an extract is not scored again. -#}
{%- set late_days = omnichannel_rfm.setting('history_late_days') if is_order_form else 0 %}
{#- Named here because an incremental run alone reads it. -#}
{%- do ref('omnichannel_rfm', 'int_analysis_date') %}
{#- Says which input the history is of. A unit test, which renders this too, has no such input. -#}
{%- if not execute %}
    {%- do ref('omnichannel_rfm', 'int_history_input') %}
{%- endif %}

with

all_dates as (

    {%- if is_order_form %}
    select as_of_date from {{ ref('omnichannel_rfm', 'int_history_dates') }}
    {%- else %}
    select distinct cast(dbt_valid_from as date) as as_of_date

    from {{ ref('omnichannel_rfm', 'customer_segments_snapshot') }}
    {%- endif %}

),

-- a normal run adds dates and writes its own anew; what was scored before stays, but for the
-- days in which orders may come late
dates as (

    select all_dates.as_of_date

    from all_dates
    {%- if is_incremental() %}

    cross join {{ ref('omnichannel_rfm', 'int_analysis_date') }} as run_date

    where
        all_dates.as_of_date not in (select scored.as_of_date from {{ this }} as scored)
        or all_dates.as_of_date between
        {{ dbt.dateadd('day', -late_days, 'run_date.analysis_date') }}
        and run_date.analysis_date
    {%- endif %}

),

{%- if is_order_form %}

{{ omnichannel_rfm.segments_as_of('dates') }},
{%- else %}

segmented_as_of as (

    select
        dates.as_of_date,
        snapshot_rows.*

    from {{ ref('omnichannel_rfm', 'customer_segments_snapshot') }} as snapshot_rows

    inner join dates
        on cast(snapshot_rows.dbt_valid_from as date) = dates.as_of_date

),
{%- endif %}

history as (

    select
        as_of_date,
        customer_id,
        -- the type of the table, which a later run compares
        cast(segment as {{ dbt.type_string() }}) as segment,
        recency_score,
        frequency_score,
        monetary_score,
        rf_score,
        rfm_score,
        score_partition,
        {%- if is_order_form %}
        {{ omnichannel_rfm.scoring_rules() }} as scoring_rules,
        {%- else %}
        scoring_rules,
        {%- endif %}
        recency_days,
        frequency,
        monetary,
        first_order_date,
        last_order_date,
        {{ omnichannel_rfm.run_columns() }}

    from segmented_as_of

)

select * from history

order by as_of_date, customer_id
