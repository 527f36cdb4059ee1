{{ config(enabled=omnichannel_rfm.setting('scoring_method') != 'ntile_window') }}

{%- set buckets = omnichannel_rfm.setting('score_buckets') %}
{%- set metrics = {
    'recency_days': {'score': 'recency_score', 'type': 'integer', 'below': '>'},
    'frequency': {'score': 'frequency_score', 'type': 'integer', 'below': '<'},
    'monetary': {'score': 'monetary_score', 'type': 'decimal(18, 2)', 'below': '<'},
} %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_measured') }}

),

-- one row for all who are scored together, a pair of columns per metric and boundary
cuts as (

    select
        score_partition,
        {%- for metric, layout in metrics.items() %}
        {%- set metric_loop = loop %}
        {%- for score in range(1, buckets) %}
        cast(
            max(case when metric = '{{ metric }}' and score = {{ score }} then cut_value end)
            as {{ layout.type }}
        ) as {{ metric }}_cut_{{ score }},
        max(
            case
                when metric = '{{ metric }}' and score = {{ score }} then last_customer_id_below
            end
        ) as {{ metric }}_id_{{ score }}
        {{- ',' if not (loop.last and metric_loop.last) }}
        {%- endfor %}
        {%- endfor %}

    from {{ ref('omnichannel_rfm', 'int_score_cuts') }}

    group by score_partition

),

-- the score of the first boundary that a customer is below
scored as (

    select
        customers.*,
        {%- for metric, layout in metrics.items() %}
        case
            {%- for score in range(1, buckets) %}
            {%- set cut = 'cuts.' ~ metric ~ '_cut_' ~ score %}
            {%- set id = 'cuts.' ~ metric ~ '_id_' ~ score %}
            when customers.{{ metric }} {{ layout.below }} {{ cut }}
                then {{ score }}
            when customers.{{ metric }} = {{ cut }}
                and coalesce(customers.customer_id <= {{ id }}, true)
                then {{ score }}
            {%- endfor %}
            else {{ buckets }}
        end as {{ layout.score }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers

    inner join cuts
        on customers.score_partition = cuts.score_partition

)

select * from scored
