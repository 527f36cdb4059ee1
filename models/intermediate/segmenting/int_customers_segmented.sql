with

customers as (

    select * from {{ ref(
        'omnichannel_rfm',
        'int_customers_scored_by_' ~ (
            'window' if omnichannel_rfm.setting('scoring_method') == 'ntile_window' else 'cuts'
        )
    ) }}

),

segment_cells as (

    select * from {{ ref('omnichannel_rfm', 'int_segment_cells') }}

),

numbered as (

    select
        *,
        {{ omnichannel_rfm.cell_number('recency_score', 'frequency_score', 'monetary_score') }}
        {%- if omnichannel_rfm.setting('one_time_buyers') == 'segment' %}
        + case when frequency = 1 then 1000000 else 0 end
        {%- endif %}
            as cell_number

    from customers

),

segmented as (

    select
        numbered.*,
        segment_cells.rf_score,
        segment_cells.rfm_score,
        segment_cells.segment

    from numbered

    left join segment_cells
        on numbered.cell_number = segment_cells.cell_number

)

select * from segmented
