with

customer_rows as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_rows') }}

),

repeated_rows as (

    select * from {{ ref('omnichannel_rfm', 'int_repeated_customer_rows') }}

),

checked as (

    select * from customer_rows

    where
        not exists (
            select 1

            from repeated_rows

            where repeated_rows.customer_id = customer_rows.customer_id
        )

    union all

    select * from repeated_rows

)

select * from checked
