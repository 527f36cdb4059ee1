{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

diagnostics as (

    select unnest(diagnostics, max_depth := 2) from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

run_date as (

    select max(analysis_date) as analysis_date from {{ ref('omnichannel_rfm', 'segments') }}

),

described as (

    select
        diagnostics.k,
        run_date.analysis_date,
        diagnostics.inertia,
        diagnostics.silhouette,
        diagnostics.silhouette_customers,
        diagnostics.calinski_harabasz,
        diagnostics.davies_bouldin,
        diagnostics.elbow_distance,
        diagnostics.is_elbow,
        diagnostics.is_chosen,
        cast(
            case
                when diagnostics.is_elbow
                    then 'farthest below the chord of inertia by k, both scaled to 0 to 1'
            end as varchar
        ) as elbow_method,
        {{ omnichannel_rfm.run_columns() }}

    from diagnostics

    cross join run_date

)

select * from described

order by k
