{%- set metrics = {
    'recency_days': 'integer', 'frequency': 'integer', 'monetary': 'decimal(18, 2)'
} %}

with

customers as (

    select * from {{ omnichannel_rfm.customers_to_score() }}

),

tied_values as (

    select distinct
        analysis_date,
        score_partition,
        metric,
        cut_value

    from {{ ref('omnichannel_rfm', 'int_boundary_values') }}

    where holders_below < holders

),

id_ends as (

    select
        min(customer_id) as first_id,
        max(customer_id) as last_id

    from customers

),

-- what the first and the last id begin with alike, all ids begin with
id_beginnings as (

    select count(*) as shared_length

    from id_ends

    inner join {{ omnichannel_rfm.score_values(64) }} as lengths
        on substr(id_ends.first_id, 1, lengths.score) = substr(id_ends.last_id, 1, lengths.score)

),

ties as (

    {%- for metric, type in metrics.items() %}
    select
        tied_values.*,
        customers.customer_id,
        substr(customers.customer_id, 1, cast(id_beginnings.shared_length + 3 as integer))
            as id_beginning

    from customers

    inner join tied_values
        on tied_values.metric = '{{ metric }}'
        and customers.analysis_date = tied_values.analysis_date
        and customers.score_partition = tied_values.score_partition
        and customers.{{ metric }} = cast(tied_values.cut_value as {{ type }})

    cross join id_beginnings
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from ties
