{%- if omnichannel_rfm.reads_what_is_built() %}
with

named as (

    select distinct
        filters.campaign_id,
        campaigns.segment_map,
        filters.accepted_value as segment

    from {{ ref('omnichannel_rfm', 'int_campaign_filters') }} as filters

    inner join {{ omnichannel_rfm.input_model('campaigns') }} as campaigns
        on filters.campaign_id = campaigns.campaign_id

    where filters.filter_name = 'segments'

)

select named.*

from named

left join {{ omnichannel_rfm.input_model('segment_maps') }} as segment_maps
    on named.segment_map = segment_maps.map_id
    and named.segment = segment_maps.segment

where segment_maps.segment is null
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}
