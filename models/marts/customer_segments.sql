{{ config(materialized='view') }}

with

customers as (

    select * from {{ ref(
        'int_customers_scored_by_' ~ (
            'window' if omnichannel_rfm.setting('scoring_method') == 'ntile_window' else 'cuts'
        )
    ) }}

),

segment_cells as (

    select * from {{ ref('int_segment_cells') }}

),

segmented as (

    select
        customers.customer_id,
        customers.analysis_date,
        segment_cells.segment,
        customers.recency_score,
        customers.frequency_score,
        customers.monetary_score,
        segment_cells.rf_score,
        segment_cells.rfm_score,
        customers.recency_days,
        customers.frequency,
        customers.monetary,
        customers.average_order_value,
        customers.tenure_days,
        customers.first_order_date,
        customers.last_order_date,
        customers.last_online_order_date,
        customers.last_offline_order_date,
        customers.order_channel,
        customers.last_order_channel,
        customers.online_order_count,
        customers.offline_order_count,
        customers.total_order_count,
        customers.online_spend,
        customers.offline_spend,
        customers.total_spend,
        customers.online_order_share,
        customers.online_spend_share,
        customers.category_list,
        customers.store_company_list,
        {{ omnichannel_rfm.run_columns() }}

    from customers

    left join segment_cells
        on segment_cells.cell_number = {{ omnichannel_rfm.cell_number(
            'customers.recency_score', 'customers.frequency_score', 'customers.monetary_score'
        ) }}

)

select * from segmented
