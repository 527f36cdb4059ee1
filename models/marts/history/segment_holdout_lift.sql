{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set holdout_date = omnichannel_rfm.setting('holdout_date') %}
{%- set holdout_days = omnichannel_rfm.setting('holdout_days') %}
{%- set groups = {'all': "'all'", 'segment': 'segment', 'decile': 'decile'} %}

with

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

),

-- one date, as of which customers are put into segments by what was known on it
dates as (

    select
        analysis_date,
        {%- if holdout_date %}
        cast('{{ holdout_date }}' as date) as as_of_date
        {%- else %}
        cast({{ dbt.dateadd('day', -holdout_days, 'analysis_date') }} as date) as as_of_date
        {%- endif %}

    from analysis_date

),

windows as (

    select
        analysis_date,
        as_of_date as holdout_date,
        cast({{ dbt.dateadd('day', holdout_days, 'as_of_date') }} as date) as holdout_until

    from dates

),

{{ omnichannel_rfm.segments_as_of('dates') }},

-- tenths of the customers, the best by the sum of their scores first
ranked as (

    select
        *,
        cast(
            ntile(10) over (
                order by
                    recency_score + frequency_score + monetary_score desc,
                    recency_days asc,
                    frequency desc,
                    monetary desc,
                    customer_id asc
            ) as {{ dbt.type_string() }}
        ) as decile

    from segmented_as_of

),

later_orders as (

    select
        order_days.customer_id,
        sum(order_days.orders) as orders,
        sum(order_days.spend) as spend

    from {{ ref('omnichannel_rfm', 'int_order_days') }} as order_days

    inner join windows
        on order_days.booked_date > windows.holdout_date
        and order_days.known_date <= windows.holdout_until

    group by order_days.customer_id

),

outcomes as (

    select
        ranked.customer_id,
        ranked.segment,
        ranked.decile,
        case when later_orders.orders > 0 then 1 else 0 end as has_bought,
        coalesce(later_orders.orders, 0) as orders,
        coalesce(later_orders.spend, 0) as spend

    from ranked

    left join later_orders
        on ranked.customer_id = later_orders.customer_id

),

groups_added_up as (

    {%- for group_kind, group_name in groups.items() %}
    select
        '{{ group_kind }}' as group_kind,
        {{ group_name }} as group_name,
        count(*) as customers,
        coalesce(sum(has_bought), 0) as buyers,
        coalesce(sum(orders), 0) as orders,
        coalesce(sum(spend), 0) as spend

    from outcomes
    {%- if group_kind != 'all' %}

    group by {{ group_name }}
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

totals as (

    select
        customers as all_customers,
        buyers as all_buyers,
        spend as all_spend

    from groups_added_up

    where group_kind = 'all'

),

-- the gain curve: of all later buyers and spend, the part in this decile and the better ones
compared as (

    select
        groups_added_up.*,
        totals.all_customers,
        totals.all_buyers,
        totals.all_spend,
        case
            when groups_added_up.group_kind = 'decile'
                then sum(groups_added_up.buyers) over (
                    partition by groups_added_up.group_kind
                    order by length(groups_added_up.group_name), groups_added_up.group_name
                    rows between unbounded preceding and current row
                )
        end as buyers_so_far,
        case
            when groups_added_up.group_kind = 'decile'
                then sum(groups_added_up.spend) over (
                    partition by groups_added_up.group_kind
                    order by length(groups_added_up.group_name), groups_added_up.group_name
                    rows between unbounded preceding and current row
                )
        end as spend_so_far

    from groups_added_up

    cross join totals

),

lift as (

    select
        compared.group_kind,
        cast(compared.group_name as {{ dbt.type_string() }}) as group_name,
        windows.analysis_date,
        windows.holdout_date,
        windows.holdout_until,
        windows.holdout_until <= windows.analysis_date as is_complete,
        cast(compared.customers as bigint) as customers,
        cast(compared.buyers as bigint) as buyers,
        cast(compared.orders as bigint) as orders,
        cast(compared.spend as decimal(28, 2)) as spend,
        {{ omnichannel_rfm.exact_ratio('compared.buyers', 'compared.customers') }} as buyer_share,
        {{ omnichannel_rfm.exact_ratio('compared.orders', 'compared.customers') }}
            as orders_per_customer,
        {{ omnichannel_rfm.exact_ratio('compared.spend', 'compared.customers') }}
            as spend_per_customer,
        {{ omnichannel_rfm.exact_ratio(
            'compared.buyers * compared.all_customers', 'compared.customers * compared.all_buyers'
        ) }} as buyer_lift,
        {{ omnichannel_rfm.exact_ratio(
            'compared.spend * compared.all_customers', 'compared.customers * compared.all_spend'
        ) }} as spend_lift,
        {{ omnichannel_rfm.exact_ratio('compared.buyers_so_far', 'compared.all_buyers') }}
            as cumulative_buyer_share,
        {{ omnichannel_rfm.exact_ratio('compared.spend_so_far', 'compared.all_spend') }}
            as cumulative_spend_share,
        {{ omnichannel_rfm.run_columns() }}

    from compared

    cross join windows

)

select * from lift

order by group_kind, length(group_name), group_name
