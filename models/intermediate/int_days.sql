with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

bounds as (

    select
        min(first_order_date) as first_date,
        max(analysis_date) as last_date

    from customers

),

numbers as (

    select
        (thousands.score - 1) * 1000 + (hundreds.score - 1) * 100
        + (tens.score - 1) * 10 + ones.score - 1 as day_number

    from {{ omnichannel_rfm.score_values(41) }} as thousands

    cross join {{ omnichannel_rfm.score_values(10) }} as hundreds

    cross join {{ omnichannel_rfm.score_values(10) }} as tens

    cross join {{ omnichannel_rfm.score_values(10) }} as ones

),

days_on as (

    select
        bounds.last_date,
        cast({{ dbt.dateadd('day', 'numbers.day_number', 'bounds.first_date') }} as date)
            as date_day

    from bounds

    cross join numbers

),

days as (

    select date_day from days_on

    where date_day <= last_date

)

select * from days
