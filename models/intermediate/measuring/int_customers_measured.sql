{{ config(pre_hook="{{ omnichannel_rfm.check_rejected_share() }}") }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_checked') }}

    where rejection_reasons is null

),

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

measured as (

    select
        customers.customer_id,
        customers.attributes,
        customers.online_order_count,
        customers.offline_order_count,
        customers.total_order_count,
        customers.online_spend,
        customers.offline_spend,
        customers.total_spend,
        customers.first_order_date,
        customers.last_order_date,
        customers.last_online_order_date,
        customers.last_offline_order_date,
        customers.score_partition,
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
            -- where returns outweigh a channel's sales there is no whole to have a share in
            case
                when customers.online_spend >= 0 and customers.offline_spend >= 0
                    then {{ omnichannel_rfm.customer_ratio(
                        'customers.online_spend', 'customers.total_spend'
                    ) }}
            end
            as decimal(9, 6)
        ) as online_spend_share,
        customers.total_order_count = 1 as is_one_time_buyer

    from customers

    cross join analysis_date

)

select * from measured
