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
            {%- if omnichannel_rfm.input_form() == 'orders' %}
            -- where returns outweigh a channel's sales there is no whole to have a share in
            case
                when customers.online_spend >= 0 and customers.offline_spend >= 0
                    then {{ omnichannel_rfm.customer_ratio(
                        'customers.online_spend', 'customers.total_spend'
                    ) }}
            end
            {%- else %}
            {{ omnichannel_rfm.customer_ratio('customers.online_spend', 'customers.total_spend') }}
            {%- endif %}
            as decimal(9, 6)
        ) as online_spend_share

    from customers

    cross join analysis_date

)

select * from measured
