{{ config(enabled=omnichannel_rfm.has_history()) }}

{%- set metrics = {
    'recency_days': {'score': 'recency_score', 'letter': 'R'},
    'frequency': {'score': 'frequency_score', 'letter': 'F'},
    'monetary': {'score': 'monetary_score', 'letter': 'M'},
} %}
{%- set one_time_cells = omnichannel_rfm.setting('one_time_buyers') == 'segment' %}

with

history as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments_history') }}

),

-- one row for all who are scored together on a date
cuts as (

    select
        as_of_date,
        score_partition,
        {{ omnichannel_rfm.boundary_columns() }}

    from {{ ref('omnichannel_rfm', 'int_history_boundaries') }}

    group by
        as_of_date,
        score_partition

),

segment_cells as (

    select * from {{ ref('omnichannel_rfm', 'int_segment_cells') }}

),

as_of_dates as (

    select distinct as_of_date from history

),

periods as (

    select
        as_of_date,
        lag(as_of_date) over (order by as_of_date) as previous_as_of_date

    from as_of_dates

),

moved as (

    select
        history.*,
        before.as_of_date as previous_as_of_date,
        before.segment as from_segment,
        before.score_partition as previous_score_partition,
        {%- for layout in metrics.values() %}
        before.{{ layout.score }} as previous_{{ layout.score }},
        {%- endfor %}
        {%- if one_time_cells %}
        case when history.frequency = 1 then 1000000 else 0 end as cell_offset
        {%- else %}
        0 as cell_offset
        {%- endif %}

    from history

    inner join periods
        on history.as_of_date = periods.as_of_date

    inner join history as before
        on periods.previous_as_of_date = before.as_of_date
        and history.customer_id = before.customer_id

    where history.segment <> before.segment

),

-- today's values by the boundaries of the date before
rescored as (

    select
        moved.*,
        {%- for metric, layout in metrics.items() %}
        {{ omnichannel_rfm.score_by_boundaries(metric, 'moved', 'cuts') }}
            as old_cut_{{ layout.score }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from moved

    inner join cuts
        on moved.previous_as_of_date = cuts.as_of_date
        and moved.previous_score_partition = cuts.score_partition

),

-- what the segment would be with one score left as it was, and by the old boundaries
looked_up as (

    select
        rescored.*,
        by_old_cuts.segment as segment_by_old_cuts,
        {%- for layout in metrics.values() %}
        without_{{ layout.score }}.segment <> rescored.segment as is_by_{{ layout.score }},
        rescored.{{ layout.score }} <> rescored.previous_{{ layout.score }}
            as has_changed_{{ layout.score }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from rescored

    inner join segment_cells as by_old_cuts
        on by_old_cuts.cell_number = rescored.cell_offset
        + {{ omnichannel_rfm.cell_number(
            'rescored.old_cut_recency_score', 'rescored.old_cut_frequency_score',
            'rescored.old_cut_monetary_score'
        ) }}

    {%- for metric in metrics.values() %}
    {%- set kept = {} %}
    {%- for layout in metrics.values() %}
    {%- do kept.update({layout.score: 'rescored.'
        ~ ('previous_' if layout.score == metric.score else '') ~ layout.score}) %}
    {%- endfor %}

    inner join segment_cells as without_{{ metric.score }}
        on without_{{ metric.score }}.cell_number = rescored.cell_offset
        + {{ omnichannel_rfm.cell_number(
            kept.recency_score, kept.frequency_score, kept.monetary_score
        ) }}
    {%- endfor %}

),

moves as (

    select
        as_of_date,
        customer_id,
        previous_as_of_date,
        from_segment,
        segment as to_segment,
        {%- for layout in metrics.values() %}
        previous_{{ layout.score }},
        {{ layout.score }},
        {%- endfor %}
        cast(
            case
                when is_by_recency_score or is_by_frequency_score or is_by_monetary_score
                    then concat(
                        {%- for layout in metrics.values() %}
                        case when is_by_{{ layout.score }} then '{{ layout.letter }}' else '' end
                        {{- ',' if not loop.last }}
                        {%- endfor %}
                    )
                -- no score alone did it, or the second order of a one-time buyer
                else coalesce(
                    nullif(
                        concat(
                            {%- for layout in metrics.values() %}
                            case
                                when has_changed_{{ layout.score }} then '{{ layout.letter }}'
                                else ''
                            end
                            {{- ',' if not loop.last }}
                            {%- endfor %}
                        ),
                        ''
                    ),
                    'F'
                )
            end as {{ dbt.type_string() }}
        ) as moved_by,
        segment_by_old_cuts,
        cast(
            case
                when segment_by_old_cuts = segment then 'own_behaviour'
                when segment_by_old_cuts = from_segment then 'cut_points'
                else 'both'
            end as {{ dbt.type_string() }}
        ) as cause,
        monetary,
        {{ omnichannel_rfm.run_columns() }}

    from looked_up

)

select * from moves

order by as_of_date, customer_id
