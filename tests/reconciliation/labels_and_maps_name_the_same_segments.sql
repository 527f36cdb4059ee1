{%- if omnichannel_rfm.reads_what_is_built() %}
with

mapped as (

    select distinct
        map_id,
        segment

    from {{ omnichannel_rfm.input_model('segment_maps') }}

),

labels as (

    select
        map_id,
        segment

    from {{ omnichannel_rfm.input_model('segment_labels') }}

    -- for the var one_time_buyers, whatever the map
    where map_id <> 'every_map'

)

select
    mapped.map_id as mapped_map_id,
    mapped.segment as mapped_segment,
    labels.map_id as labelled_map_id,
    labels.segment as labelled_segment

from mapped

full outer join labels
    on mapped.map_id = labels.map_id
    and mapped.segment = labels.segment

where
    mapped.segment is null
    or labels.segment is null
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}
