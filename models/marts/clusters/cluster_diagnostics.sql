{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

diagnostics as (

    select unnest(diagnostics, max_depth := 2) from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

described as (

    select
        k,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        inertia,
        silhouette,
        silhouette_customers,
        calinski_harabasz,
        davies_bouldin,
        elbow_distance,
        is_elbow,
        is_chosen,
        cast(
            case
                when is_elbow
                    then 'farthest below the chord of inertia by k, both scaled to 0 to 1'
            end as varchar
        ) as elbow_method,
        {{ omnichannel_rfm.run_columns() }}

    from diagnostics

)

select * from described

order by k
