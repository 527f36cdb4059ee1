{{ config(enabled=omnichannel_rfm.has_history()) }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_by_date') }}

),

-- one row for all who are scored together on a date
boundaries as (

    select
        analysis_date,
        score_partition,
        {{ omnichannel_rfm.boundary_columns() }}

    from {{ ref('omnichannel_rfm', 'int_boundaries') }}

    group by
        analysis_date,
        score_partition

),

segment_cells as (

    select * from {{ ref('omnichannel_rfm', 'int_segment_cells') }}

),

scored as (

    select
        customers.*,
        {%- for metric in ['recency_days', 'frequency', 'monetary'] %}
        {{ omnichannel_rfm.score_by_boundaries(metric, 'customers', 'boundaries') }}
            as {{ metric.replace('_days', '') }}_score
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers

    inner join boundaries
        on customers.analysis_date = boundaries.analysis_date
        and customers.score_partition = boundaries.score_partition

),

segmented as (

    select
        scored.*,
        segment_cells.rf_score,
        segment_cells.rfm_score,
        segment_cells.segment

    from scored

    left join segment_cells
        on {{ omnichannel_rfm.is_in_cell('scored') }}

)

select * from segmented
