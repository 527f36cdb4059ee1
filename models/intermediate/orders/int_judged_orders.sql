{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

with

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'int_order_lines_valued') }}

    where order_id is not null

),

orders as (

    select
        order_id,
        case when min(customer_id) <> max(customer_id) then 1 else 0 end as is_of_several_customers,
        case when min(order_total) <> max(order_total) then 1 else 0 end as has_several_totals,
        case
            when max(case when status_policy = 'refunded' then 1 else 0 end) = 1
                and max(
                    case
                        when written_amount > 0 and coalesce(status_policy, 'count') = 'count'
                            then 1
                        else 0
                    end
                ) = 0
                then 1
            else 0
        end as is_refunded

    from order_lines

    group by order_id

),

-- nearly every order can be judged line by line
judged as (

    select * from orders

    where is_of_several_customers + has_several_totals + is_refunded > 0

)

select * from judged
