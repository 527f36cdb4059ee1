{{ config(
    materialized='table',
    enabled=omnichannel_rfm.setting('statistics')
        and omnichannel_rfm.setting('lifetime_value_recipe') == 'published'
) }}

{%- set metrics = ['online_order_count', 'offline_order_count', 'online_spend', 'offline_spend'] %}

with

customer_segments as (

    select * from {{ ref('omnichannel_rfm', 'customer_segments') }}

),

quantiles as (

    select
        {%- for metric in metrics %}
        {{ omnichannel_rfm.quantile(omnichannel_rfm.channel_total(metric), 0.01) }}
            as low_{{ metric }},
        {{ omnichannel_rfm.quantile(omnichannel_rfm.channel_total(metric), 0.99) }}
            as high_{{ metric }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customer_segments

),

limits as (

    select
        {%- for metric in metrics %}
        round_even(
            low_{{ metric }} - 1.5 * (high_{{ metric }} - low_{{ metric }}), 0
        ) as lowest_{{ metric }},
        round_even(
            high_{{ metric }} + 1.5 * (high_{{ metric }} - low_{{ metric }}), 0
        ) as highest_{{ metric }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from quantiles

)

select * from limits
