{%- set group_filters = {
    'segments': 'is_in_segments',
    'categories': 'buys_categories',
    'order_channels': 'is_in_order_channels',
    'last_order_channels': 'is_in_last_order_channels',
} %}
{%- set customer_filters = {
    'minimum_average_order_value': 'reaches_average_order_value',
    'minimum_spend': 'reaches_spend',
} %}

with

campaigns as (

    select * from {{ ref('omnichannel_rfm', 'int_campaigns') }}

),

campaign_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_groups') }}

),

candidates as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_candidates') }}

),

-- one filter after the other: first those that groups of customers pass as a whole
group_counts as (

    select
        campaign_id,
        sum(customers) as customers_in_base
        {%- set passed = [] %}
        {%- for filter, flag in group_filters.items() %},
        {%- do passed.append(flag) %}
        sum(case when {{ passed | join(' and ') }} then customers else 0 end)
            as customers_after_{{ filter }}
        {%- endfor %}

    from campaign_groups

    group by campaign_id

),

-- then those that each customer passes alone; a target passes all
customer_counts as (

    select
        campaign_id
        {%- set passed = [] %}
        {%- for filter, flag in customer_filters.items() %},
        {%- do passed.append(flag) %}
        sum(case when {{ passed | join(' and ') }} then 1 else 0 end)
            as customers_after_{{ filter }}
        {%- endfor %},
        sum(case when {{ passed | join(' and ') }} then monetary else 0 end) as revenue

    from candidates

    group by campaign_id

),

summaries as (

    select
        campaigns.campaign_id,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        campaigns.name_en,
        campaigns.name_tr,
        campaigns.description_en,
        campaigns.description_tr,
        campaigns.rule,
        campaigns.export_file,
        campaigns.is_applied,
        campaigns.not_applied_because,
        cast(coalesce(customer_counts.customers_after_minimum_spend, 0) as bigint) as customers,
        cast(coalesce(customer_counts.revenue, 0) as decimal(28, 2)) as revenue,
        cast(group_counts.customers_in_base as bigint) as customers_in_base,
        {%- for filter in group_filters %}
        cast(group_counts.customers_after_{{ filter }} as bigint) as customers_after_{{ filter }},
        {%- endfor %}
        {%- for filter in customer_filters %}
        case
            when group_counts.customers_in_base is not null
                then cast(coalesce(customer_counts.customers_after_{{ filter }}, 0) as bigint)
        end as customers_after_{{ filter }},
        {%- endfor %}
        {{ omnichannel_rfm.run_columns() }}
        {%- for filter in group_filters %},
        cast(campaigns.{{ filter }} as {{ dbt.type_string() }}) as {{ filter }}
        {%- endfor %}
        {%- for filter in customer_filters %},
        cast(campaigns.{{ filter }} as decimal(18, 2)) as {{ filter }}
        {%- endfor %}

    from campaigns

    left join group_counts
        on campaigns.campaign_id = group_counts.campaign_id

    left join customer_counts
        on campaigns.campaign_id = customer_counts.campaign_id

)

select * from summaries

order by campaign_id
