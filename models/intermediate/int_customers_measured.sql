with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers') }}

),

analysis_date as (

    select * from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

measured as (

    select
        customers.*,
        analysis_date.analysis_date,
        cast(
            {{ dbt.datediff('customers.last_order_date', 'analysis_date.analysis_date', 'day') }}
            as integer
        ) as recency_days,
        customers.total_order_count as frequency,
        customers.total_spend as monetary,
        {{ omnichannel_rfm.customer_ratio('customers.total_spend', 'customers.total_order_count') }}
            as average_order_value,
        cast(
            {{ dbt.datediff('customers.first_order_date', 'customers.last_order_date', 'day') }}
            as integer
        ) as tenure_days,
        cast(
            {{ omnichannel_rfm.customer_ratio(
                'customers.online_order_count', 'customers.total_order_count'
            ) }}
            as decimal(9, 6)
        ) as online_order_share,
        cast(
            {{ omnichannel_rfm.customer_ratio('customers.online_spend', 'customers.total_spend') }}
            as decimal(9, 6)
        ) as online_spend_share

    from customers

    cross join analysis_date

)

select * from measured
