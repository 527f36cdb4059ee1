{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

{%- set is_published = omnichannel_rfm.setting('lifetime_value_recipe') == 'published' %}

with

customer_segments as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments') }}

),

{%- if is_published %}

limits as (

    select * from {{ ref('omnichannel_rfm', 'int_lifetime_value_limits') }}

),
{%- endif %}

measured as (

    select
        customer_segments.customer_id,
        customer_segments.tenure_days as recency_days,
        customer_segments.tenure_days + customer_segments.recency_days as age_days,
        {%- if is_published %}
        {%- for total, parts in {
            'order_count': ['online_order_count', 'offline_order_count'],
            'spend': ['online_spend', 'offline_spend'],
        }.items() %}
        {%- for part in parts %}
        {{ '+ ' if not loop.first }}least(
            greatest({{ omnichannel_rfm.channel_total(part) }}, limits.lowest_{{ part }}),
            limits.highest_{{ part }}
        ){{ ' as ' ~ total if loop.last else '' }}
        {%- endfor %}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customer_segments

    cross join limits
        {%- else %}
        customer_segments.frequency as order_count,
        customer_segments.monetary as spend

    from customer_segments
        {%- endif %}

),

inputs as (

    select
        customer_id,
        {#- The published recipe takes all orders for repeat purchases. #}
        cast({{ 'order_count' if is_published else 'order_count - 1' }} as integer) as frequency,
        cast(recency_days as integer) as recency_days,
        cast(age_days as integer) as age_days,
        cast(order_count as integer) as order_count,
        cast(spend as decimal(18, 2)) as spend,
        {{ 'order_count > 1' if is_published else 'true' }} as is_in_fit

    from measured

)

select * from inputs
