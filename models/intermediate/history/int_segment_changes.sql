{{
    config(
        enabled=omnichannel_rfm.has_history(),
        materialized='table'
    )
}}

with

-- an earlier build may have gone further
history as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments_history') }}

    where as_of_date < (
        select dated.analysis_date

        from {{ ref('omnichannel_rfm', 'int_analysis_date') }} as dated
    )

),

customers as (

    select
        customer_id,
        analysis_date,
        segment

    from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

other_segments as (

    select
        customers.customer_id,
        max(history.as_of_date) as last_other_date

    from customers

    inner join history
        on customers.customer_id = history.customer_id
        and customers.segment <> history.segment

    group by customers.customer_id

),

returns as (

    select
        other_segments.customer_id,
        min(history.as_of_date) as first_date_since

    from other_segments

    inner join history
        on other_segments.customer_id = history.customer_id
        and other_segments.last_other_date < history.as_of_date

    group by other_segments.customer_id

),

changes as (

    select
        customers.customer_id,
        history.segment as previous_segment,
        cast(coalesce(returns.first_date_since, customers.analysis_date) as date)
            as segment_changed_on

    from other_segments

    inner join customers
        on other_segments.customer_id = customers.customer_id

    inner join history
        on other_segments.customer_id = history.customer_id
        and other_segments.last_other_date = history.as_of_date

    left join returns
        on other_segments.customer_id = returns.customer_id

)

select * from changes
