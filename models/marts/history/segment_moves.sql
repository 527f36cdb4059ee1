{{ config(enabled=omnichannel_rfm.has_history()) }}

{%- set letters = {'recency': 'R', 'frequency': 'F', 'monetary': 'M'} %}
{%- set scores = ['recency_score', 'frequency_score', 'monetary_score'] %}

with

moved as (

    select * from {{ ref('omnichannel_rfm', 'int_segment_moves') }}

),

segment_cells as (

    select * from {{ ref('omnichannel_rfm', 'int_segment_cells') }}

),

-- what the segment would be by the old boundaries, and with one score left as it was
looked_up as (

    select
        moved.*,
        by_old_cuts.segment as segment_by_old_cuts
        {%- for kept in letters %},
        without_{{ kept }}.segment <> moved.segment as is_by_{{ kept }},
        moved.{{ kept }}_score <> moved.previous_{{ kept }}_score as has_changed_{{ kept }}
        {%- endfor %}

    from moved

    inner join segment_cells as by_old_cuts
        on moved.is_one_time_buyer = by_old_cuts.is_one_time_buyer
        {%- for score in scores %}
        and moved.old_cut_{{ score }} = by_old_cuts.{{ score }}
        {%- endfor %}

    {%- for kept in letters %}

    inner join segment_cells as without_{{ kept }}
        on moved.is_one_time_buyer = without_{{ kept }}.is_one_time_buyer
        {%- for score in scores %}
        {%- set told_by = 'previous_' ~ score if score.startswith(kept) else score %}
        and moved.{{ told_by }} = without_{{ kept }}.{{ score }}
        {%- endfor %}
    {%- endfor %}

),

lettered as (

    select
        *,
        concat(
            {%- for kept, letter in letters.items() %}
            case when is_by_{{ kept }} then '{{ letter }}' else '' end{{ ',' if not loop.last }}
            {%- endfor %}
        ) as letters_alone,
        concat(
            {%- for kept, letter in letters.items() %}
            case when has_changed_{{ kept }} then '{{ letter }}' else '' end
            {{- ',' if not loop.last }}
            {%- endfor %}
        ) as letters_changed

    from looked_up

),

moves as (

    select
        analysis_date as as_of_date,
        customer_id,
        previous_analysis_date as previous_as_of_date,
        from_segment,
        segment as to_segment,
        {%- for score in scores %}
        previous_{{ score }},
        {{ score }},
        {%- endfor %}
        cast(
            -- where no score alone did it, all that changed; else the second order of a buyer
            coalesce(nullif(letters_alone, ''), nullif(letters_changed, ''), 'F')
            as {{ dbt.type_string() }}
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

    from lettered

)

select * from moves

order by as_of_date, customer_id
