{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

features as (

    select unnest(features, max_depth := 2) from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

run_date as (

    select max(analysis_date) as analysis_date from {{ ref('omnichannel_rfm', 'segments') }}

),

described as (

    select
        features.feature,
        run_date.analysis_date,
        features.feature_number,
        features.minimum as lowest_value,
        features.maximum as highest_value,
        round(features.skewness_before, 6) as skewness_before,
        round(features.skewness_after, 6) as skewness_after,
        {{ omnichannel_rfm.run_columns() }}

    from features

    cross join run_date

)

select * from described

order by feature_number
