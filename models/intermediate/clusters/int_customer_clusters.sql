{{ config(materialized='table', enabled=omnichannel_rfm.setting('statistics')) }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

fit as (

    select
        features,
        not_estimable_because,
        list_filter(centres, lambda one: struct_extract(one, 'method') = 'kmeans')
            as kmeans_centres,
        list_filter(centres, lambda one: struct_extract(one, 'method') = 'ward') as ward_centres

    from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

ward_members as (

    select unnest(ward_members, max_depth := 2) from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

placed as (

    select
        customers.*,
        fit.kmeans_centres,
        fit.ward_centres,
        fit.not_estimable_because,
        [
            {%- for feature in omnichannel_rfm.cluster_features() %}
            round(
                (ln(1 + greatest(cast(customers.{{ feature }} as double), 0))
                - fit.features[{{ loop.index }}].log_minimum)
                / fit.features[{{ loop.index }}].log_range,
                9
            ){{ ',' if not loop.last }}
            {%- endfor %}
        ] as coordinates

    from customers

    cross join fit

),

measured as (

    select
        *,
        {{ omnichannel_rfm.nearest_centres('coordinates', 'kmeans_centres') }} as nearest_kmeans,
        {{ omnichannel_rfm.nearest_centres('coordinates', 'ward_centres') }}[1].cluster
            as nearest_ward

    from placed

),

assigned as (

    select
        measured.customer_id,
        measured.analysis_date,
        measured.segment,
        measured.monetary,
        measured.recency_days,
        measured.frequency,
        measured.tenure_days,
        measured.online_order_count,
        measured.offline_order_count,
        measured.online_spend,
        measured.offline_spend,
        measured.nearest_kmeans[1].cluster as cluster,
        measured.nearest_kmeans[1].label as label,
        measured.nearest_kmeans[1].distance as centre_distance,
        measured.nearest_kmeans[2].cluster as second_cluster,
        measured.nearest_kmeans[2].distance as second_centre_distance,
        coalesce(ward_members.ward_cluster, measured.nearest_ward) as ward_cluster,
        case
            when ward_members.ward_cluster is not null then 'tree'
            when measured.nearest_ward is not null then 'nearest_centre'
        end as ward_assignment,
        measured.not_estimable_because

    from measured

    left join ward_members
        on measured.customer_id = ward_members.customer_id

)

select * from assigned
