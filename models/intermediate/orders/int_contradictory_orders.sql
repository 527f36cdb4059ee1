{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

with

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'stg_orders__lines') }}

),

contradictory_orders as (

    select order_id

    from order_lines

    where order_id is not null

    group by order_id

    having min(customer_id) <> max(customer_id)

)

select * from contradictory_orders
