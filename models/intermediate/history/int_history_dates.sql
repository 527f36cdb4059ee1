{{
    config(
        enabled=omnichannel_rfm.input_form() == 'orders',
        materialized='table'
    )
}}

{%- set grain = omnichannel_rfm.setting('history_grain') %}
{#- Not every database adds quarters. -#}
{%- set step = {'unit': 'month', 'factor': ' * 3'} if grain == 'quarter' else {'unit': grain} %}
{%- set history_from = omnichannel_rfm.setting('history_from') %}
{%- set history_to = omnichannel_rfm.setting('history_to') %}

with

bounds as (

    select
        {%- if history_from %}
        cast('{{ history_from }}' as date) as first_date,
        {%- else %}
        min(orders.order_date) as first_date,
        {%- endif %}
        {%- if history_to %}
        least(cast('{{ history_to }}' as date), max(analysis_date.analysis_date)) as last_date
        {%- else %}
        max(analysis_date.analysis_date) as last_date
        {%- endif %}

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
                    step.unit,
                    'cast(numbers.generated_number as integer)' ~ step.get('factor', ''),
                    dbt.date_trunc(grain, 'bounds.first_date')
                )
            ) }} as date
        ) as as_of_date

    from bounds

    cross join numbers

),

history_dates as (

    select as_of_date from periods

    where as_of_date between first_date and last_date

)

select * from history_dates
