{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

joins as (

    select unnest(joins, max_depth := 2) from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

run_date as (

    select max(analysis_date) as analysis_date from {{ ref('omnichannel_rfm', 'segments') }}

),

described as (

    select
        joins.node,
        run_date.analysis_date,
        joins.height,
        joins.customers,
        joins.place,
        joins.is_above_cut,
        joins.ward_cluster,
        {%- for side in ['left', 'right'] %}
        joins.{{ side }}_node,
        joins.{{ side }}_height,
        joins.{{ side }}_customers,
        joins.{{ side }}_place,
        joins.{{ side }}_cluster,
        {%- endfor %}
        {{ omnichannel_rfm.run_columns() }}

    from joins

    cross join run_date

)

select * from described

order by node
