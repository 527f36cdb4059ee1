with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

{%- if omnichannel_rfm.has_history() %}

changes as (

    select * from {{ ref('omnichannel_rfm', 'int_segment_changes') }}

),

customers_with_changes as (

    select
        customers.*,
        changes.previous_segment,
        changes.segment_changed_on

    from customers

    left join changes
        on customers.customer_id = changes.customer_id

),
{%- else %}

customers_with_changes as (

    select
        *,
        cast(null as {{ dbt.type_string() }}) as previous_segment,
        cast(null as date) as segment_changed_on

    from customers

),
{%- endif %}

segmented as (

    select
        customer_id,
        analysis_date,
        segment,
        recency_score,
        frequency_score,
        monetary_score,
        rf_score,
        rfm_score,
        score_partition,
        recency_days,
        frequency,
        monetary,
        average_order_value,
        tenure_days,
        first_order_date,
        last_order_date,
        last_online_order_date,
        last_offline_order_date,
        order_channel,
        last_order_channel,
        online_order_count,
        offline_order_count,
        total_order_count,
        online_spend,
        offline_spend,
        total_spend,
        online_order_share,
        online_spend_share,
        category_list,
        store_company_list,
        previous_segment,
        segment_changed_on,
        {{ omnichannel_rfm.run_columns() }}

    from customers_with_changes

)

select * from segmented
