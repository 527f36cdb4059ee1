{{ config(enabled=omnichannel_rfm.input_form() == 'orders', materialized='table') }}

with

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'stg_orders__lines') }}

),

contradictory_orders as (

    select * from {{ ref('omnichannel_rfm', 'int_contradictory_orders') }}

),

statuses as (

    select * from {{ omnichannel_rfm.input_model('order_statuses') }}

),

channels as (

    select * from {{ omnichannel_rfm.input_model('order_channels') }}

),

with_amounts as (

    select
        *,
        {{ omnichannel_rfm.known_order_id() }} as known_order_id,
        -- 37 digits: the product of two numbers of 18 could have no place in 18 on DuckDB
        {{ 'amount' if omnichannel_rfm.has_order_field('amount')
            else 'cast(quantity as decimal(19, 4)) * unit_price' }} as exact_amount

    from order_lines

),

looked_up as (

    select
        with_amounts.*,
        case
            when abs(with_amounts.exact_amount) <= {{ omnichannel_rfm.largest_number() }}
                then cast(round(with_amounts.exact_amount, 2) as decimal(18, 2))
        end as line_amount,
        statuses.policy as status_policy,
        contradictory_orders.order_id is not null as is_order_of_several_customers,
        channels.channel_kind

    from with_amounts

    left join statuses
        on lower(with_amounts.status) = statuses.status

    left join channels
        on lower(with_amounts.channel) = channels.channel

    left join contradictory_orders
        on with_amounts.order_id = contradictory_orders.order_id

),

judged as (

    select
        *,
        {{ omnichannel_rfm.joined_reasons(omnichannel_rfm.order_rejection_reasons()) }}
            as rejection_reasons,
        {{ omnichannel_rfm.order_line_policy() }} as policy

    from looked_up

),

checked as (

    select
        rejection_reasons,
        policy,
        known_order_id as order_id,
        order_date,
        customer_id,
        item_id,
        category,
        quantity,
        line_amount as amount,
        discount,
        {{ omnichannel_rfm.booked_value('line_amount', 'decimal(18, 2)') }} as booked_amount,
        {{ omnichannel_rfm.booked_value('quantity', 'decimal(18, 4)') }} as booked_quantity,
        status,
        channel,
        channel_kind,
        store,
        payment_method,
        gender,
        customer_since,
        city,
        county,
        state,
        region,
        {%- for field in omnichannel_rfm.personal_fields() %}
        {{ field }}_hash,
        {%- endfor %}
        case
            when rejection_reasons is not null
                then {{ omnichannel_rfm.joined_texts(omnichannel_rfm.order_fields()) }}
        end as order_line_text

    from judged

)

select * from checked
