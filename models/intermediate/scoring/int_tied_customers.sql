{%- set metrics = {
    'recency_days': 'integer', 'frequency': 'integer', 'monetary': 'decimal(18, 2)'
} %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_measured') }}

),

tied_values as (

    select distinct
        metric,
        score_partition,
        cut_value

    from {{ ref('omnichannel_rfm', 'int_score_cut_values') }}

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

tied_customers as (

    {%- for metric, type in metrics.items() %}
    select
        tied_values.metric,
        tied_values.score_partition,
        tied_values.cut_value,
        customers.customer_id,
        substr(customers.customer_id, 1, cast(id_beginnings.shared_length + 3 as integer))
            as id_beginning

    from customers

    inner join tied_values
        on tied_values.metric = '{{ metric }}'
        and customers.score_partition = tied_values.score_partition
        and customers.{{ metric }} = cast(tied_values.cut_value as {{ type }})

    cross join id_beginnings
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from tied_customers
