with

segment_labels as (

    select * from {{ omnichannel_rfm.input_model('segment_labels') }}

    where
        map_id = {{ omnichannel_rfm.text_literal(omnichannel_rfm.setting('segment_map')) }}
        or (
            map_id = 'every_map'
            and '{{ omnichannel_rfm.setting('one_time_buyers') }}' = 'segment'
        )

),

segments as (

    select
        segment,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cast(
            {{ omnichannel_rfm.text_literal(omnichannel_rfm.setting('segment_map')) }}
            as {{ dbt.type_string() }}
        ) as segment_map,
        display_order,
        name_en,
        name_tr,
        name_legacy,
        tone,
        action_en,
        action_tr,
        colour,
        {{ omnichannel_rfm.run_columns() }}

    from segment_labels

)

select * from segments

order by display_order, segment
