{{ config(materialized='table') }}

with

customer_rows as (

    select * from {{ ref('int_customer_rows_compared') }}

),

checked as (

    select
        *,
        nullif(
            concat_ws(
                ', '
                {%- for reason, condition in omnichannel_rfm.rejection_reasons() %},
                case when {{ condition }} then '{{ reason }}' end
                {%- endfor %}
            ),
            ''
        ) as rejection_reasons

    from customer_rows

),

-- an accepted row goes on typed, a rejected one as the text it came as
separated as (

    select
        rejection_reasons,
        {%- for field in omnichannel_rfm.customer_fields() %}
        case when rejection_reasons is null then {{ field }} end as {{ field }},
        case when rejection_reasons is not null then {{ field }}_text end as {{ field }}_text,
        {%- endfor %}
        case when rejection_reasons is null then total_order_count end as total_order_count,
        case when rejection_reasons is null then total_spend end as total_spend

    from checked

)

select * from separated
