{%- set is_order_form = omnichannel_rfm.input_form() == 'orders' -%}

with

{%- if is_order_form %}

checked as (

    select * from {{ ref('omnichannel_rfm', 'int_order_customers') }}

)
{%- else %}

customer_rows as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_rows') }}

),

repeated_rows as (

    select * from {{ ref('omnichannel_rfm', 'int_repeated_customer_rows') }}

),

typed as (

    select * from customer_rows

    where
        not exists (
            select 1

            from repeated_rows

            where repeated_rows.customer_id = customer_rows.customer_id
        )

    union all

    select * from repeated_rows

),

checked as (

    select
        *,
        online_order_count + offline_order_count as total_order_count,
        cast(online_spend + offline_spend as decimal(18, 2)) as total_spend,
        cast(null as {{ dbt.type_string() }}) as score_partition

    from typed

)
{%- endif %}

select * from checked
