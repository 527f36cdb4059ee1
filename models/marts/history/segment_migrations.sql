{{ config(enabled=omnichannel_rfm.has_history()) }}

with

history as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments_history') }}

),

as_of_dates as (

    select distinct as_of_date from history

),

periods as (

    select
        as_of_date,
        lag(as_of_date) over (order by as_of_date) as previous_as_of_date

    from as_of_dates

),

-- whoever is in one of the two dates of a period
pairs as (

    select
        periods.as_of_date,
        periods.previous_as_of_date,
        coalesce(before.segment, '(new)') as from_segment,
        history.segment as to_segment,
        history.monetary

    from history

    inner join periods
        on history.as_of_date = periods.as_of_date

    left join history as before
        on periods.previous_as_of_date = before.as_of_date
        and history.customer_id = before.customer_id

    where periods.previous_as_of_date is not null

    union all

    select
        periods.as_of_date,
        periods.previous_as_of_date,
        before.segment as from_segment,
        '(left)' as to_segment,
        before.monetary

    from history as before

    inner join periods
        on before.as_of_date = periods.previous_as_of_date

    left join history
        on periods.as_of_date = history.as_of_date
        and before.customer_id = history.customer_id

    where history.customer_id is null

),

added_up as (

    select
        as_of_date,
        previous_as_of_date,
        from_segment,
        to_segment,
        count(*) as customers,
        sum(monetary) as revenue

    from pairs

    group by
        as_of_date,
        previous_as_of_date,
        from_segment,
        to_segment

),

totals as (

    select
        *,
        sum(customers) over (partition by as_of_date, from_segment) as customers_from

    from added_up

),

migrations as (

    select
        as_of_date,
        from_segment,
        to_segment,
        previous_as_of_date,
        cast(customers as bigint) as customers,
        cast(revenue as decimal(28, 2)) as revenue,
        cast(
            {{ omnichannel_rfm.exact_ratio('customers', 'customers_from') }} as decimal(9, 6)
        ) as share_of_from_segment,
        {{ omnichannel_rfm.run_columns() }}

    from totals

)

select * from migrations

order by as_of_date, from_segment, to_segment
