{{ config(materialized='table') }}

with

boundary_values as (

    select * from {{ ref('omnichannel_rfm', 'int_boundary_values') }}

),

ties as (

    select * from {{ ref('omnichannel_rfm', 'int_boundary_ties') }}

),

-- Where a boundary cuts equal values, customer_id decides, so that no score changes by chance:
-- decision 0003. The id at the boundary is found by counting how ids begin, without sorting all.
counted as (

    select
        analysis_date,
        score_partition,
        metric,
        cut_value,
        id_beginning,
        count(*) as customers

    from ties

    group by
        analysis_date,
        score_partition,
        metric,
        cut_value,
        id_beginning

),

ranked as (

    select
        *,
        sum(customers) over (
            partition by analysis_date, score_partition, metric, cut_value
            order by id_beginning
            rows between unbounded preceding and current row
        ) as customers_so_far

    from counted

),

cut_beginnings as (

    select
        boundary_values.*,
        ranked.id_beginning,
        boundary_values.holders_below - ranked.customers_so_far + ranked.customers as position_there

    from boundary_values

    inner join ranked
        on boundary_values.analysis_date = ranked.analysis_date
        and boundary_values.score_partition = ranked.score_partition
        and boundary_values.metric = ranked.metric
        and boundary_values.cut_value = ranked.cut_value
        and boundary_values.holders_below <= ranked.customers_so_far
        and boundary_values.holders_below > ranked.customers_so_far - ranked.customers

    where boundary_values.holders_below < boundary_values.holders

),

candidates as (

    select
        cut_beginnings.*,
        ties.customer_id,
        row_number() over (
            partition by
                cut_beginnings.analysis_date, cut_beginnings.score_partition,
                cut_beginnings.metric, cut_beginnings.score
            order by ties.customer_id
        ) as id_position

    from ties

    inner join cut_beginnings
        on ties.analysis_date = cut_beginnings.analysis_date
        and ties.score_partition = cut_beginnings.score_partition
        and ties.metric = cut_beginnings.metric
        and ties.cut_value = cut_beginnings.cut_value
        and ties.id_beginning = cut_beginnings.id_beginning

),

boundaries as (

    select
        boundary_values.*,
        candidates.customer_id as last_customer_id_below

    from boundary_values

    left join candidates
        on boundary_values.analysis_date = candidates.analysis_date
        and boundary_values.score_partition = candidates.score_partition
        and boundary_values.metric = candidates.metric
        and boundary_values.score = candidates.score
        and candidates.id_position = candidates.position_there

)

select * from boundaries
