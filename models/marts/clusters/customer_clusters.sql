{{ config(materialized='view', enabled=omnichannel_rfm.setting('statistics')) }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_clusters') }}

),

clusters as (

    select
        customer_id,
        analysis_date,
        cluster,
        label,
        cast(centre_distance as decimal(18, 6)) as centre_distance,
        second_cluster,
        cast(second_centre_distance as decimal(18, 6)) as second_centre_distance,
        ward_cluster,
        cast(ward_assignment as varchar) as ward_assignment,
        not_estimable_because,
        {{ omnichannel_rfm.run_columns() }}

    from customers

)

select * from clusters
