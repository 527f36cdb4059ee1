-- 59 sound customers in fifths of 12, 12, 12, 12 and 11 by recency: the map names 5 and 4 active,
-- 3 and 2 cooling, 1 gone
with expected as (
    select 'Active' as segment_name, 23 as clients
    union all
    select 'Cooling', 24
    union all
    select 'Gone', 12
),

counted as (
    select segment_name, count(*) as clients from {{ ref('clients') }} group by segment_name
)

select * from expected
full outer join counted on expected.segment_name = counted.segment_name
where expected.clients is null or counted.clients is null or expected.clients <> counted.clients
