{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{#- Named here as only look_back_months reads them: a unit test of it looks for their columns. -#}
{%- do ref('omnichannel_rfm', 'int_analysis_date') -%}
{%- do ref('omnichannel_rfm', 'int_order_days') %}

with

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'int_order_lines_checked') }}

    where
        rejection_reasons is null
        and policy <> 'ignore'

),

counted as (

    select
        order_lines.customer_id,
        order_lines.order_date,
        order_lines.policy,
        case
            when
                order_lines.policy = 'count'
                and {{ omnichannel_rfm.in_look_back(
                    'order_days.order_date', 'analysis_date.analysis_date'
                ) }}
                then order_lines.order_id
        end as counted_order_id,
        order_lines.category,
        order_lines.quantity,
        order_lines.amount,
        order_lines.discount,
        order_lines.booked_amount,
        order_lines.channel,
        order_lines.store,
        order_lines.payment_method,
        order_lines.gender,
        order_lines.state,
        order_lines.region

    from order_lines
    {%- if omnichannel_rfm.setting('look_back_months') %}

    cross join {{ ref('omnichannel_rfm', 'int_analysis_date') }} as analysis_date

    -- the day that a line is booked on depends on the whole order
    inner join {{ ref('omnichannel_rfm', 'int_order_days') }} as order_days
        on order_lines.order_id = order_days.order_id
        and order_lines.order_date = order_days.known_date
        and {{ omnichannel_rfm.in_look_back(
            'order_days.booked_date', 'analysis_date.analysis_date'
        ) }}
    {%- endif %}

)

select * from counted
