with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

bounds as (

    select
        min(coalesce(first_order_date, last_order_date)) as first_date,
        max(analysis_date) as last_date

    from customers

),

numbers as (

    {{ dbt.generate_series(41000) }}

),

days_on as (

    select
        bounds.last_date,
        cast(
            {{ dbt.dateadd(
                'day',
                'cast(numbers.generated_number as integer) - 1',
                'bounds.first_date'
            ) }} as date
        ) as date_day

    from bounds

    cross join numbers

),

days as (

    select date_day from days_on

    where date_day <= last_date

)

select * from days
