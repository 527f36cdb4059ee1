with

customer_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

),

segment_cells as (

    select * from {{ ref('omnichannel_rfm', 'int_segment_cells') }}

),

totals as (

    select
        sum(customers) as customers,
        sum(revenue) as revenue

    from customer_groups

),

-- under a map that looks at monetary too, a cell can hold several segments
cell_segments as (

    select
        segment_cells.recency_score,
        segment_cells.frequency_score,
        segment_cells.segment,
        count(distinct segment_cells.monetary_score) as monetary_scores,
        coalesce(sum(customer_groups.customers), 0) as customers,
        coalesce(sum(customer_groups.revenue), 0) as revenue

    from segment_cells

    left join customer_groups
        on {{ omnichannel_rfm.is_in_cell('customer_groups') }}

    group by
        segment_cells.recency_score,
        segment_cells.frequency_score,
        segment_cells.segment

),

ranked as (

    select
        *,
        row_number() over (
            partition by recency_score, frequency_score
            order by customers desc, monetary_scores desc, segment asc
        ) as segment_rank

    from cell_segments

),

cells as (

    select
        recency_score,
        frequency_score,
        max(case when segment_rank = 1 then segment end) as segment,
        count(*) as segment_count,
        sum(customers) as customers,
        sum(revenue) as revenue

    from ranked

    group by
        recency_score,
        frequency_score

),

grid as (

    select
        cells.recency_score,
        cells.frequency_score,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cells.segment,
        cast(cells.segment_count as integer) as segment_count,
        cast(cells.customers as bigint) as customers,
        cast(
            {{ omnichannel_rfm.exact_ratio('cells.customers', 'totals.customers') }}
            as decimal(9, 6)
        ) as customer_share,
        cast(cells.revenue as decimal(28, 2)) as revenue,
        {{ omnichannel_rfm.exact_ratio('cells.revenue', 'totals.revenue') }} as revenue_share,
        {{ omnichannel_rfm.run_columns() }}

    from cells

    cross join totals

)

select * from grid

order by recency_score, frequency_score
