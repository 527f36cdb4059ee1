{{
    config(
        enabled=omnichannel_rfm.input_form() == 'customers',
        materialized='table'
    )
}}

with

repeated_ids as (

    {{ omnichannel_rfm.repeated_values(
        ref('omnichannel_rfm', 'int_customer_rows'), 'customer_id'
    ) }}

),

-- rows without an id are not copies of each other
named_ids as (

    select * from repeated_ids

    where customer_id is not null

)

select * from named_ids
