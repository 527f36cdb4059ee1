with

breakdowns as (

    select * from {{ ref('omnichannel_rfm', 'segment_breakdowns') }}

    where dimension = 'category'

),

segments as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by segment order by customers desc, dimension_value asc
        ) as category_rank

    from breakdowns

),

favourites as (

    select
        segments.display_order,
        segments.name_en as segment_name,
        cast(ranked.category_rank as integer) as category_rank,
        ranked.dimension_value as category,
        ranked.customers,
        ranked.revenue

    from ranked

    inner join segments
        on ranked.segment = segments.segment

    where ranked.category_rank <= 3

)

select * from favourites

order by display_order, category_rank
