{{ config(materialized='table') }}

with

cut_values as (

    select * from {{ ref('omnichannel_rfm', 'int_score_cut_values') }}

),

tied_customers as (

    select * from {{ ref('omnichannel_rfm', 'int_tied_customers') }}

),

-- Where a boundary cuts equal values, customer_id decides, so that no score changes by chance:
-- decision 0003. The id at the boundary is found by counting how ids begin, without sorting all.
counted as (

    select
        metric,
        score_partition,
        cut_value,
        id_beginning,
        count(*) as customers

    from tied_customers

    group by
        metric,
        score_partition,
        cut_value,
        id_beginning

),

ranked as (

    select
        *,
        sum(customers) over (
            partition by metric, score_partition, cut_value
            order by id_beginning
            rows between unbounded preceding and current row
        ) as customers_so_far

    from counted

),

cut_beginnings as (

    select
        cut_values.metric,
        cut_values.score_partition,
        cut_values.score,
        ranked.cut_value,
        ranked.id_beginning,
        cut_values.holders_below - ranked.customers_so_far + ranked.customers as position_there

    from cut_values

    inner join ranked
        on cut_values.metric = ranked.metric
        and cut_values.score_partition = ranked.score_partition
        and cut_values.cut_value = ranked.cut_value
        and cut_values.holders_below <= ranked.customers_so_far
        and cut_values.holders_below > ranked.customers_so_far - ranked.customers

    where cut_values.holders_below < cut_values.holders

),

candidates as (

    select
        cut_beginnings.metric,
        cut_beginnings.score_partition,
        cut_beginnings.score,
        cut_beginnings.position_there,
        tied_customers.customer_id,
        row_number() over (
            partition by
                cut_beginnings.metric, cut_beginnings.score_partition, cut_beginnings.score
            order by tied_customers.customer_id
        ) as id_position

    from tied_customers

    inner join cut_beginnings
        on tied_customers.metric = cut_beginnings.metric
        and tied_customers.score_partition = cut_beginnings.score_partition
        and tied_customers.cut_value = cut_beginnings.cut_value
        and tied_customers.id_beginning = cut_beginnings.id_beginning

),

cuts as (

    select
        cut_values.metric,
        cut_values.score_partition,
        cut_values.score,
        cut_values.customers_below,
        cut_values.cut_value,
        cut_values.holders,
        cut_values.holders_below,
        candidates.customer_id as last_customer_id_below

    from cut_values

    left join candidates
        on cut_values.metric = candidates.metric
        and cut_values.score_partition = candidates.score_partition
        and cut_values.score = candidates.score
        and candidates.id_position = candidates.position_there

)

select * from cuts
