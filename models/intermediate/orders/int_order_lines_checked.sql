{{ config(enabled=omnichannel_rfm.input_form() == 'orders', materialized='table') }}

{%- set fields = omnichannel_rfm.order_fields() %}

with

order_lines as (

    select
        *,
        {{ omnichannel_rfm.in_reports_currency('written_amount') }} as exact_amount,
        {{ omnichannel_rfm.in_reports_currency('coalesce(written_refund, 0)') }} as exact_refund

    from {{ ref('omnichannel_rfm', 'int_order_lines_valued') }}

),

judged_orders as (

    select * from {{ ref('omnichannel_rfm', 'int_judged_orders') }}

),

looked_up as (

    select
        order_lines.*,
        judged_orders.is_of_several_customers,
        judged_orders.has_several_totals,
        judged_orders.is_refunded,
        case
            when abs(order_lines.exact_amount) <= {{ omnichannel_rfm.largest_number() }}
                then cast(round(order_lines.exact_amount, 2) as decimal(18, 2))
        end as line_amount,
        cast(round(order_lines.exact_refund, 2) as decimal(18, 2)) as line_refund

    from order_lines

    left join judged_orders
        on order_lines.order_id = judged_orders.order_id

),

judged as (

    select
        *,
        {{ omnichannel_rfm.joined_reasons(omnichannel_rfm.order_rejection_reasons()) }}
            as rejection_reasons,
        {{ omnichannel_rfm.joined_reasons(omnichannel_rfm.order_value_notes()) }} as value_notes,
        {{ omnichannel_rfm.order_line_policy() }} as policy

    from looked_up

),

checked as (

    select
        rejection_reasons,
        value_notes,
        policy,
        known_order_id as order_id,
        order_date,
        customer_id,
        item_id,
        category,
        quantity,
        line_amount as amount,
        discount,
        {{ omnichannel_rfm.booked_value('line_amount', 'decimal(18, 2)', refund='line_refund') }}
            as booked_amount,
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
                then {{ omnichannel_rfm.joined_texts(fields) }}
        end as order_line_text

    from judged

)

select * from checked
