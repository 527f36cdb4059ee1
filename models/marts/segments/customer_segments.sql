with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

attributes as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_attributes') }}

),

changes as (

    {%- if omnichannel_rfm.has_history() %}
    select * from {{ ref('omnichannel_rfm', 'int_segment_changes') }}
    {%- else %}
    select
        cast(null as {{ dbt.type_string() }}) as customer_id,
        cast(null as {{ dbt.type_string() }}) as previous_segment,
        cast(null as date) as segment_changed_on

    where 1 = 0
    {%- endif %}

),

customer_segments as (

    select
        customers.customer_id,
        customers.analysis_date,
        customers.segment,
        customers.recency_score,
        customers.frequency_score,
        customers.monetary_score,
        customers.rf_score,
        customers.rfm_score,
        customers.score_partition,
        customers.recency_days,
        customers.frequency,
        customers.monetary,
        customers.average_order_value,
        customers.tenure_days,
        customers.first_order_date,
        customers.last_order_date,
        customers.last_online_order_date,
        customers.last_offline_order_date,
        attributes.order_channel,
        attributes.last_order_channel,
        customers.online_order_count,
        customers.offline_order_count,
        customers.total_order_count,
        customers.online_spend,
        customers.offline_spend,
        customers.total_spend,
        customers.online_order_share,
        customers.online_spend_share,
        attributes.category_list,
        attributes.store_company_list,
        changes.previous_segment,
        changes.segment_changed_on,
        {{ omnichannel_rfm.run_columns() }}

    from customers

    inner join attributes
        on customers.attributes = attributes.attributes

    left join changes
        on customers.customer_id = changes.customer_id

)

select * from customer_segments
