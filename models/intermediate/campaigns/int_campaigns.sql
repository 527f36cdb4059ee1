{{ config(materialized='table') }}

{%- set segment_map = omnichannel_rfm.setting('segment_map') %}
{%- set text = dbt.type_string() %}

with

campaigns as (

    select * from {{ omnichannel_rfm.input_model('campaigns') }}

),

worded as (

    select
        campaign_id,
        name_en,
        name_tr,
        description_en,
        description_tr,
        segment_map,
        is_active,
        export_file,
        segments,
        categories,
        order_channels,
        last_order_channels,
        minimum_average_order_value,
        minimum_spend,
        is_active and segment_map = {{ omnichannel_rfm.text_literal(segment_map) }} as is_applied,
        case
            when not is_active then 'switched off in the seed campaigns'
            when segment_map <> {{ omnichannel_rfm.text_literal(segment_map) }}
                then concat('written for the segment map ', segment_map)
        end as not_applied_because,
        {{ omnichannel_rfm.joined_by("'; '", [
            "'segment ' || replace(segments, ', ', ' or ')",
            "'buys ' || replace(categories, ', ', ' or ')",
            "'orders mostly by ' || replace(order_channels, ', ', ' or ')",
            "'last ordered by ' || replace(last_order_channels, ', ', ' or ')",
            "'average order value at least ' || cast(minimum_average_order_value as " ~ text ~ ")",
            "'spent at least ' || cast(minimum_spend as " ~ text ~ ")",
        ]) }} as rule

    from campaigns

)

select * from worded
