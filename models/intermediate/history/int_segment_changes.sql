{{
    config(
        enabled=omnichannel_rfm.has_history(),
        materialized='table'
    )
}}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

history as (

    select * from {{ ref('omnichannel_rfm', 'int_segments_by_date') }}

    where is_history

),

-- an earlier build may have gone further than this one
compared as (

    select
        customers.customer_id,
        customers.analysis_date,
        history.analysis_date as as_of_date,
        history.segment,
        max(
            case when history.segment <> customers.segment then history.analysis_date end
        ) over (partition by customers.customer_id) as last_other_date

    from customers

    inner join history
        on customers.customer_id = history.customer_id
        and customers.analysis_date > history.analysis_date

),

changes as (

    select
        customer_id,
        max(case when as_of_date = last_other_date then segment end) as previous_segment,
        cast(
            coalesce(
                min(case when as_of_date > last_other_date then as_of_date end), analysis_date
            ) as date
        ) as segment_changed_on

    from compared

    where last_other_date is not null

    group by
        customer_id,
        analysis_date

)

select * from changes
