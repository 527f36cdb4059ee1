{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'customer_lifetime_value') }}

),

classes as (

    {%- for class in ['A', 'B', 'C', 'D', '(none)'] %}
    select '{{ class }}' as lifetime_value_segment
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

added_up as (

    select
        coalesce(lifetime_value_segment, '(none)') as lifetime_value_segment,
        count(*) as customers,
        sum(expected_orders_3_months) as expected_orders_3_months,
        sum(expected_orders_6_months) as expected_orders_6_months,
        sum(probability_alive) as probability_alive_sum,
        count(probability_alive) as probability_alive_count,
        sum(expected_average_value) as expected_average_value_sum,
        count(expected_average_value) as expected_average_value_count,
        sum(lifetime_value) as lifetime_value

    from customers

    group by coalesce(lifetime_value_segment, '(none)')

),

totals as (

    select
        sum(customers) as customers,
        sum(lifetime_value) as lifetime_value

    from added_up

),

profiles as (

    select
        cast(classes.lifetime_value_segment as varchar) as lifetime_value_segment,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cast(coalesce(added_up.customers, 0) as bigint) as customers,
        cast(
            {{ omnichannel_rfm.exact_ratio('coalesce(added_up.customers, 0)', 'totals.customers') }}
            as decimal(9, 6)
        ) as customer_share,
        cast(added_up.expected_orders_3_months as decimal(18, 6)) as orders_3_months,
        cast(added_up.expected_orders_6_months as decimal(18, 6)) as orders_6_months,
        {{ omnichannel_rfm.exact_ratio(
            'added_up.probability_alive_sum', 'added_up.probability_alive_count'
        ) }} as mean_probability_alive,
        {{ omnichannel_rfm.exact_ratio(
            'added_up.expected_average_value_sum', 'added_up.expected_average_value_count'
        ) }} as mean_expected_average_value,
        {{ omnichannel_rfm.exact_ratio(
            'added_up.lifetime_value', 'added_up.customers'
        ) }} as mean_lifetime_value,
        cast(added_up.lifetime_value as decimal(28, 6)) as total_lifetime_value,
        cast(
            {{ omnichannel_rfm.exact_ratio('added_up.lifetime_value', 'totals.lifetime_value') }}
            as decimal(9, 6)
        ) as lifetime_value_share,
        {{ omnichannel_rfm.run_columns() }}

    from classes

    cross join totals

    left join added_up
        on classes.lifetime_value_segment = added_up.lifetime_value_segment

)

select * from profiles

order by
    case when lifetime_value_segment = '(none)' then 'Z' else lifetime_value_segment end
