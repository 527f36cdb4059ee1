{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set groups = {'all': "'all'", 'segment': 'segment', 'decile': 'decile'} %}

with

holdout_period as (

    select * from {{ ref('omnichannel_rfm', 'int_holdout_period') }}

),

outcomes as (

    select * from {{ ref('omnichannel_rfm', 'int_holdout_outcomes') }}

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
        {%- for measure in ['buyers', 'spend'] %}
        case
            when groups_added_up.group_kind = 'decile'
                then sum(groups_added_up.{{ measure }}) over (
                    partition by groups_added_up.group_kind
                    order by length(groups_added_up.group_name), groups_added_up.group_name
                    rows between unbounded preceding and current row
                )
        end as {{ measure }}_so_far{{ ',' if not loop.last }}
        {%- endfor %}

    from groups_added_up

    cross join totals

),

lift as (

    select
        compared.group_kind,
        cast(compared.group_name as {{ dbt.type_string() }}) as group_name,
        holdout_period.analysis_date,
        holdout_period.holdout_date,
        holdout_period.holdout_until,
        holdout_period.holdout_until <= holdout_period.analysis_date as is_complete,
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

    cross join holdout_period

)

select * from lift

order by group_kind, length(group_name), group_name
