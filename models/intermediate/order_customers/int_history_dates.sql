{{
    config(
        enabled=omnichannel_rfm.input_form() == 'orders',
        materialized='table'
    )
}}

{%- set grain = omnichannel_rfm.setting('history_grain') %}
{#- Not every database adds quarters. -#}
{%- set unit, factor = {'quarter': ('month', 3)}.get(grain, (grain, 1)) %}

with

bounds as (

    select
        coalesce(
            {{ omnichannel_rfm.date_setting('history_from') }}, min(orders.order_date)
        ) as first_date,
        least(
            coalesce(
                {{ omnichannel_rfm.date_setting('history_to') }}, max(analysis_date.analysis_date)
            ),
            max(analysis_date.analysis_date)
        ) as last_date

    from {{ ref('omnichannel_rfm', 'int_orders') }} as orders

    cross join {{ ref('omnichannel_rfm', 'int_analysis_date') }} as analysis_date

),

numbers as (

    {{ dbt.generate_series(20000) }}

),

-- the last day of every period
periods as (

    select
        bounds.first_date,
        bounds.last_date,
        cast(
            {{ dbt.dateadd(
                'day',
                -1,
                dbt.dateadd(
                    unit,
                    'cast(numbers.generated_number as integer) * ' ~ factor,
                    dbt.date_trunc(grain, 'bounds.first_date')
                )
            ) }} as date
        ) as as_of_date

    from bounds

    cross join numbers

)

select as_of_date from periods

where as_of_date between first_date and last_date
