{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

features as (

    select unnest(features, max_depth := 2) from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

described as (

    select
        feature,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        feature_number,
        minimum as lowest_value,
        maximum as highest_value,
        round(skewness_before, 6) as skewness_before,
        round(skewness_after, 6) as skewness_after,
        {{ omnichannel_rfm.run_columns() }}

    from features

)

select * from described

order by feature_number
