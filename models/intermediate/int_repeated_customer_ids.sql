{{ config(materialized='table') }}

with

customer_rows as (

    select customer_id from {{ ref('int_customer_rows') }}

    where customer_id is not null

),

repeated_ids as (

    {{ omnichannel_rfm.repeated_values('customer_rows', 'customer_id') }}

)

select * from repeated_ids
