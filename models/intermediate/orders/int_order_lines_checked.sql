{{
    config(
        enabled=omnichannel_rfm.input_form() == 'orders',
        materialized='table'
    )
}}

{%- set fields = omnichannel_rfm.order_fields() %}
{%- set order_amounts = omnichannel_rfm.setting('order_amounts') %}
{%- set has_order_id = omnichannel_rfm.has_order_field('order_id') %}
{#- What an id tells of an order, only one that was given tells. -#}
{%- set prefix = omnichannel_rfm.input_layout('orders').return_order_prefix if has_order_id %}
{%- set generated_id -%}
    concat(
        customer_id, ' ', cast(order_date as {{ dbt.type_string() }})
        {%- if omnichannel_rfm.setting('orders_without_id') == 'line' %},
        ' ',
        -- lines alike in everything stand in for each other: the same ids in any order
        cast(
            row_number() over (
                partition by customer_id, order_date
                order by
                    {%- for field in fields %}
                    {{ field }}_text nulls first{{ ',' if not loop.last }}
                    {%- endfor %}
            ) as {{ dbt.type_string() }}
        )
        {%- endif %}
    )
{%- endset %}

with

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'stg_orders__lines') }}

),

statuses as (

    select * from {{ omnichannel_rfm.input_model('order_statuses') }}

),

channels as (

    select * from {{ omnichannel_rfm.input_model('order_channels') }}

),

with_order_ids as (

    select
        *,
        {{ 'order_id' if has_order_id else generated_id }} as known_order_id,
        {%- if omnichannel_rfm.has_order_field('amount') %}
        amount as exact_amount
        {%- else %}
        -- 37 digits: the product of two numbers of 18 could have no place in 18 on DuckDB
        cast(quantity as decimal(19, 4)) * unit_price as exact_amount
        {%- endif %}

    from order_lines

),

{%- if has_order_id %}

contradictory_orders as (

    select order_id

    from with_order_ids

    group by order_id

    having min(customer_id) <> max(customer_id)

),
{%- endif %}

looked_up as (

    select
        with_order_ids.*,
        case
            when abs(with_order_ids.exact_amount) <= {{ omnichannel_rfm.largest_number() }}
                then cast(round(with_order_ids.exact_amount, 2) as decimal(18, 2))
        end as line_amount,
        statuses.policy as status_policy,
        {%- if has_order_id %}
        contradictory_orders.order_id is not null as is_order_of_several_customers,
        {%- endif %}
        channels.channel_kind

    from with_order_ids

    left join statuses
        on lower(with_order_ids.status) = statuses.status

    left join channels
        on lower(with_order_ids.channel) = channels.channel
    {%- if has_order_id %}

    left join contradictory_orders
        on with_order_ids.order_id = contradictory_orders.order_id
    {%- endif %}

),

judged as (

    select
        *,
        {{ omnichannel_rfm.joined_reasons(omnichannel_rfm.order_rejection_reasons()) }}
            as rejection_reasons,
        -- what takes money back is a return, whatever says so
        case
            when status_policy = 'ignore'
                then 'ignore'
            when status_policy = 'negative' or line_amount < 0
                {%- if prefix %}
                or {{ omnichannel_rfm.begins_with(
                    'order_id', omnichannel_rfm.text_literal(prefix)
                ) }}
                {%- endif %}
                then 'negative'
            else 'count'
        end as policy

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
        cast(
            case policy
                when 'count' then line_amount
                when 'negative' then {{ '0' if order_amounts == 'gross' else '-abs(line_amount)' }}
                else 0
            end as decimal(18, 2)
        ) as booked_amount,
        cast(
            case policy
                when 'count' then quantity
                when 'negative' then {{ '0' if order_amounts == 'gross' else '-abs(quantity)' }}
                else 0
            end as decimal(18, 4)
        ) as booked_quantity,
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
