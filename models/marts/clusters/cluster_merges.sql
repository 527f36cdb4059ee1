{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

joins as (

    select unnest(joins, max_depth := 2) from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

described as (

    select
        node,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        height,
        customers,
        place,
        is_above_cut,
        ward_cluster,
        {%- for side in ['left', 'right'] %}
        {{ side }}_node,
        {{ side }}_height,
        {{ side }}_customers,
        {{ side }}_place,
        {{ side }}_cluster,
        {%- endfor %}
        {{ omnichannel_rfm.run_columns() }}

    from joins

)

select * from described

order by node
