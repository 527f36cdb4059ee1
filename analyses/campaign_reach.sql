{%- set steps = [
    'in_base', 'after_segments', 'after_categories', 'after_order_channels',
    'after_last_order_channels', 'after_minimum_average_order_value', 'after_minimum_spend'
] %}

with

campaign_summary as (

    select * from {{ ref('omnichannel_rfm', 'campaign_summary') }}

    where is_applied

),

steps as (

    {%- for step in steps %}
    select
        campaign_id,
        name_en as campaign_name,
        {{ loop.index }} as step_number,
        '{{ step }}' as step,
        customers_{{ step }} as customers,
        customers_in_base

    from campaign_summary
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

reach as (

    select
        campaign_id,
        campaign_name,
        step_number,
        step,
        customers,
        {{ omnichannel_rfm.exact_ratio('customers', 'customers_in_base') }} as share_of_base

    from steps

)

select * from reach

order by campaign_id, step_number
