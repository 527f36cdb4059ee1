{{ config(enabled=omnichannel_rfm.setting('scoring_method') != 'ntile_window') }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_measured') }}

),

-- one row for all who are scored together
cuts as (

    select
        score_partition,
        {{ omnichannel_rfm.boundary_columns() }}

    from {{ ref('omnichannel_rfm', 'int_score_cuts') }}

    group by score_partition

),

scored as (

    select
        customers.*,
        {%- for metric in ['recency_days', 'frequency', 'monetary'] %}
        {{ omnichannel_rfm.score_by_boundaries(metric, 'customers', 'cuts') }}
            as {{ metric.replace('_days', '') }}_score
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers

    inner join cuts
        on customers.score_partition = cuts.score_partition

)

select * from scored
