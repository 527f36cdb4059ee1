{#- Every map of the seed: each combination of scores goes to exactly one row, no segment is idle. -#}
{% test segment_map_is_sound(model) %}

with

maps as (

    select * from {{ model }}

),

scores as (

    select * from {{ omnichannel_rfm.score_values(10) }} as digits

),

map_sizes as (

    select
        map_id,
        max(score_buckets) as score_buckets,
        min(score_buckets) as smallest_score_buckets

    from maps

    group by map_id

),

codes as (

    select
        map_sizes.map_id,
        recency.score as r,
        frequency.score as f,
        monetary.score as m

    from map_sizes

    inner join scores as recency
        on recency.score <= map_sizes.score_buckets

    inner join scores as frequency
        on frequency.score <= map_sizes.score_buckets

    inner join scores as monetary
        on monetary.score <= map_sizes.score_buckets

),

matches as (

    select
        codes.map_id,
        codes.r,
        codes.f,
        codes.m,
        maps.segment,
        maps.priority,
        rank() over (
            partition by codes.map_id, codes.r, codes.f, codes.m
            order by maps.priority
        ) as match_rank

    from codes

    left join maps
        on codes.map_id = maps.map_id
        and {{ omnichannel_rfm.segment_map_match('codes.r', 'codes.f', 'codes.m') }}

),

winners as (

    select * from matches

    where match_rank = 1

),

problems as (

    select
        'gap' as problem,
        map_id,
        concat(r, f, m) as detail

    from winners

    where segment is null

    union all

    select
        'overlap' as problem,
        map_id,
        concat(r, f, m) as detail

    from winners

    group by
        map_id,
        r,
        f,
        m

    having count(*) > 1

    union all

    select distinct
        'unreachable segment' as problem,
        maps.map_id,
        maps.segment as detail

    from maps

    left join winners
        on maps.map_id = winners.map_id
        and maps.segment = winners.segment

    where winners.segment is null

    union all

    select
        'mixed score_buckets' as problem,
        map_id,
        cast(smallest_score_buckets as {{ dbt.type_string() }}) as detail

    from map_sizes

    where score_buckets <> smallest_score_buckets

)

select * from problems

{% endtest %}
