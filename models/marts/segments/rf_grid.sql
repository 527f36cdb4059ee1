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

customers_by_segment as (

    select
        recency_score,
        frequency_score,
        segment,
        sum(customers) as customers,
        sum(revenue) as revenue

    from customer_groups

    group by
        recency_score,
        frequency_score,
        segment

),

-- under a map that looks at monetary too, a cell can hold several segments
cell_segments as (

    select
        recency_score,
        frequency_score,
        segment,
        count(*) as monetary_scores

    from segment_cells

    group by
        recency_score,
        frequency_score,
        segment

),

ranked as (

    select
        cell_segments.recency_score,
        cell_segments.frequency_score,
        cell_segments.segment,
        coalesce(customers_by_segment.customers, 0) as customers,
        coalesce(customers_by_segment.revenue, 0) as revenue,
        row_number() over (
            partition by cell_segments.recency_score, cell_segments.frequency_score
            order by
                coalesce(customers_by_segment.customers, 0) desc,
                cell_segments.monetary_scores desc,
                cell_segments.segment asc
        ) as segment_rank

    from cell_segments

    left join customers_by_segment
        on cell_segments.recency_score = customers_by_segment.recency_score
        and cell_segments.frequency_score = customers_by_segment.frequency_score
        and cell_segments.segment = customers_by_segment.segment

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
