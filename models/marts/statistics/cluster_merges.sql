{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

merges as (

    select unnest(merges, max_depth := 2) from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

run_date as (

    select max(analysis_date) as analysis_date from {{ ref('omnichannel_rfm', 'segments') }}

),

described as (

    select
        merges.node,
        run_date.analysis_date,
        merges.height,
        merges.customers,
        merges.place,
        merges.is_above_cut,
        merges.ward_cluster,
        {%- for side in ['left', 'right'] %}
        merges.{{ side }}_node,
        merges.{{ side }}_height,
        merges.{{ side }}_customers,
        merges.{{ side }}_place,
        merges.{{ side }}_cluster,
        {%- endfor %}
        {{ omnichannel_rfm.run_columns() }}

    from merges

    cross join run_date

)

select * from described

order by node
