{{
    config(
        materialized='table',
        pre_hook="{{ omnichannel_rfm.check_segment_map() }}"
    )
}}

{%- set buckets = omnichannel_rfm.setting('score_buckets') %}
{%- set scores = [] %}
{%- for score in ['recency_score', 'frequency_score', 'monetary_score'] %}
    {%- do scores.append('cast(' ~ score ~ ' as ' ~ dbt.type_string() ~ ')') %}
{%- endfor %}

with

segment_maps as (

    select * from {{ omnichannel_rfm.input_model('segment_maps') }}

    where map_id = {{ omnichannel_rfm.text_literal(omnichannel_rfm.setting('segment_map')) }}

),

map_size as (

    select max(score_buckets) as score_buckets from segment_maps

),

scores as (

    select * from {{ omnichannel_rfm.score_values(buckets) }} as digits

),

-- A map is written for its own number of buckets; other numbers are stretched onto it evenly,
-- first on first and last on last: decision 0008.
cells as (

    select
        recency.score as recency_score,
        frequency.score as frequency_score,
        monetary.score as monetary_score,
        map_size.score_buckets as map_buckets,
        {{ omnichannel_rfm.stretched_score('recency.score', buckets, 'map_size.score_buckets') }}
            as map_recency_score,
        {{ omnichannel_rfm.stretched_score('frequency.score', buckets, 'map_size.score_buckets') }}
            as map_frequency_score,
        {{ omnichannel_rfm.stretched_score('monetary.score', buckets, 'map_size.score_buckets') }}
            as map_monetary_score

    from scores as recency

    cross join scores as frequency

    cross join scores as monetary

    cross join map_size

),

matched as (

    select
        cells.recency_score,
        cells.frequency_score,
        cells.monetary_score,
        maps.segment,
        row_number() over (
            partition by cells.recency_score, cells.frequency_score, cells.monetary_score
            order by maps.priority, maps.segment
        ) as match_number

    from cells

    inner join segment_maps as maps
        on {{ omnichannel_rfm.segment_map_match(
            'cells.map_recency_score', 'cells.map_frequency_score', 'cells.map_monetary_score'
        ) }}

),

kinds as (

    select false as is_one_time_buyer

    union all

    select true as is_one_time_buyer

),

segment_cells as (

    select
        matched.recency_score,
        matched.frequency_score,
        matched.monetary_score,
        kinds.is_one_time_buyer,
        {{ omnichannel_rfm.concatenated(scores[:2]) }} as rf_score,
        {{ omnichannel_rfm.concatenated(scores) }} as rfm_score,
        case
            when
                kinds.is_one_time_buyer
                and '{{ omnichannel_rfm.setting('one_time_buyers') }}' = 'segment'
                then 'one_time_buyers'
            else matched.segment
        end as segment

    from matched

    cross join kinds

    where matched.match_number = 1

)

select * from segment_cells
