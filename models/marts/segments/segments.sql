with

segment_labels as (

    select * from {{ omnichannel_rfm.input_model('segment_labels') }}

    where
        map_id = {{ omnichannel_rfm.text_literal(omnichannel_rfm.setting('segment_map')) }}
        {%- if omnichannel_rfm.setting('one_time_buyers') == 'segment' %}
        or map_id = 'every_map'
        {%- endif %}

),

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

segments as (

    select
        segment_labels.segment,
        analysis_date.analysis_date,
        cast(
            {{ omnichannel_rfm.text_literal(omnichannel_rfm.setting('segment_map')) }}
            as {{ dbt.type_string() }}
        ) as segment_map,
        segment_labels.display_order,
        segment_labels.name_en,
        segment_labels.name_tr,
        segment_labels.name_legacy,
        segment_labels.tone,
        segment_labels.action_en,
        segment_labels.action_tr,
        segment_labels.colour,
        {{ omnichannel_rfm.run_columns() }}

    from segment_labels

    cross join analysis_date

)

select * from segments

order by display_order, segment
