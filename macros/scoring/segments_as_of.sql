{#- CTEs: customers measured, scored and put into segments as of each date of the CTE `dates`, by the
    orders known on it; the last CTE is `segmented_as_of`. -#}
{% macro segments_as_of(dates) %}
    {%- set buckets = omnichannel_rfm.setting('score_buckets') -%}
    {%- set method = omnichannel_rfm.setting('scoring_method') -%}
    {%- set one_time_buyers = omnichannel_rfm.setting('one_time_buyers') -%}
    {%- set metrics = ['recency_days', 'frequency', 'monetary'] -%}
added_up_as_of as (

    select
        {{ dates }}.as_of_date,
        order_days.customer_id,
        min(case when order_days.orders = 1 then order_days.known_date end) as first_order_date,
        max(case when order_days.orders = 1 then order_days.known_date end) as last_order_date,
        cast(sum(order_days.orders) as integer) as frequency,
        cast(sum(order_days.spend) as decimal(18, 2)) as monetary,
        {%- if omnichannel_rfm.setting('score_partition_by') %}
        coalesce({{ omnichannel_rfm.latest_score_partition('order_days') }}, '(none)')
        {%- else %}
        cast('all' as {{ dbt.type_string() }})
        {%- endif %} as score_partition

    from {{ ref('omnichannel_rfm', 'int_order_days') }} as order_days

    inner join {{ dates }}
        on order_days.known_date <= {{ dates }}.as_of_date
        and {{ omnichannel_rfm.in_look_back('order_days.booked_date', dates ~ '.as_of_date') }}

    group by
        {{ dates }}.as_of_date,
        order_days.customer_id

    having
        sum(order_days.orders) >= {{ 2 if one_time_buyers == 'exclude' else 1 }}
        and abs(sum(order_days.spend)) <= {{ omnichannel_rfm.largest_spend() }}

),

measured_as_of as (

    select
        *,
        cast({{ dbt.datediff('last_order_date', 'as_of_date', 'day') }} as integer)
            as recency_days

    from added_up_as_of

),

{%- if method == 'quantile' %}

positioned_as_of as (

    select
        *,
        count(*) over (partition by as_of_date, score_partition) - 1 as last_position,
        {%- for metric in ['recency_days', 'monetary'] %}
        row_number() over (
            partition by as_of_date, score_partition order by {{ metric }} asc, customer_id asc
        ) - 1 as {{ metric }}_position
        {{- ',' if not loop.last }}
        {%- endfor %}

    from measured_as_of

),
{%- elif method == 'thresholds' %}

thresholds_as_of as (

    select
        {%- for metric in metrics %}
        {%- set metric_loop = loop %}
        {%- for score in range(2, buckets + 1) %}
        max(case when metric = '{{ metric }}' and score = {{ score }} then threshold end)
            as {{ metric }}_{{ score }}
        {{- ',' if not (loop.last and metric_loop.last) }}
        {%- endfor %}
        {%- endfor %}

    from {{ omnichannel_rfm.input_model('fixed_score_thresholds') }}

),

positioned_as_of as (

    select
        measured_as_of.*,
        {%- for metric in metrics %}
        case
            {%- for score in range(buckets, 1, -1) %}
            when measured_as_of.{{ metric }} {{ '<=' if metric == 'recency_days' else '>=' }}
                thresholds_as_of.{{ metric }}_{{ score }}
                then {{ score }}
            {%- endfor %}
            else 1
        end as {{ metric }}_threshold_score
        {{- ',' if not loop.last }}
        {%- endfor %}

    from measured_as_of

    cross join thresholds_as_of

),
{%- else %}

positioned_as_of as (

    select * from measured_as_of

),
{%- endif %}

scored_as_of as (

    select
        *,
        {{ omnichannel_rfm.window_scores('as_of_date, score_partition') }}

    from positioned_as_of

),

segmented_as_of as (

    select
        scored_as_of.as_of_date,
        scored_as_of.customer_id,
        segment_cells.segment,
        scored_as_of.recency_score,
        scored_as_of.frequency_score,
        scored_as_of.monetary_score,
        segment_cells.rf_score,
        segment_cells.rfm_score,
        scored_as_of.score_partition,
        scored_as_of.recency_days,
        scored_as_of.frequency,
        scored_as_of.monetary,
        scored_as_of.first_order_date,
        scored_as_of.last_order_date

    from scored_as_of

    inner join {{ ref('omnichannel_rfm', 'int_segment_cells') }} as segment_cells
        on segment_cells.cell_number
        = {{ omnichannel_rfm.cell_number(
            'scored_as_of.recency_score', 'scored_as_of.frequency_score',
            'scored_as_of.monetary_score'
        ) }}
        {%- if one_time_buyers == 'segment' %}
        + case when scored_as_of.frequency = 1 then 1000000 else 0 end
        {%- endif %}

)
{%- endmacro %}
