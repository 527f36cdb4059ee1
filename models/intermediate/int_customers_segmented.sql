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
        customers.*,
        segment_cells.cell_number,
        segment_cells.rf_score,
        segment_cells.rfm_score,
        segment_cells.segment

    from customers

    left join segment_cells
        on segment_cells.cell_number = {{ omnichannel_rfm.cell_number(
            'customers.recency_score', 'customers.frequency_score', 'customers.monetary_score'
        ) }}

)

select * from segmented
