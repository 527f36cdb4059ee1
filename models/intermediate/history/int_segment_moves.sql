{{ config(enabled=omnichannel_rfm.has_history()) }}

with

history as (

    select * from {{ ref('omnichannel_rfm', 'int_segments_by_date') }}

    where is_history

),

history_dates as (

    select distinct analysis_date from history

),

periods as (

    select
        analysis_date,
        lag(analysis_date) over (order by analysis_date) as previous_analysis_date

    from history_dates

),

-- one row for all who are scored together on a date
boundaries as (

    select
        analysis_date,
        score_partition,
        {{ omnichannel_rfm.boundary_columns() }}

    from {{ ref('omnichannel_rfm', 'int_boundaries') }}

    group by
        analysis_date,
        score_partition

),

moved as (

    select
        history.*,
        before.analysis_date as previous_analysis_date,
        before.score_partition as previous_score_partition,
        before.segment as from_segment,
        before.recency_score as previous_recency_score,
        before.frequency_score as previous_frequency_score,
        before.monetary_score as previous_monetary_score

    from history

    inner join periods
        on history.analysis_date = periods.analysis_date

    inner join history as before
        on periods.previous_analysis_date = before.analysis_date
        and history.customer_id = before.customer_id

    where history.segment <> before.segment

),

-- the values of the later date by the boundaries of the one before
rescored as (

    select
        moved.*,
        {%- for metric in ['recency_days', 'frequency', 'monetary'] %}
        {{ omnichannel_rfm.score_by_boundaries(metric, 'moved', 'boundaries') }}
            as old_cut_{{ metric.replace('_days', '') }}_score
        {{- ',' if not loop.last }}
        {%- endfor %}

    from moved

    inner join boundaries
        on moved.previous_analysis_date = boundaries.analysis_date
        and moved.previous_score_partition = boundaries.score_partition

)

select * from rescored
