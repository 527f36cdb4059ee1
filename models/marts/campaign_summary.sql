{%- set filters = {
    'segments': 'is_in_segments',
    'categories': 'buys_categories',
    'order_channels': 'is_in_order_channels',
    'last_order_channels': 'is_in_last_order_channels',
    'minimum_average_order_value': 'reaches_average_order_value',
    'minimum_spend': 'reaches_spend',
} %}

with

campaigns as (

    select * from {{ ref('int_campaigns') }}

),

candidates as (

    select * from {{ ref('int_campaign_candidates') }}

),

analysis_date as (

    select analysis_date from {{ ref('int_analysis_date') }}

),

-- how many filters a candidate passes, one after the other; a target passes all
filtered as (

    select
        campaign_id,
        monetary,
        case
            {%- for flag in filters.values() %}
            when not {{ flag }} then {{ loop.index0 }}
            {%- endfor %}
            else {{ filters | length }}
        end as filters_passed

    from candidates

),

counted as (

    select
        campaign_id,
        count(*) as customers_in_base,
        {%- for filter in filters %}
        sum(case when filters_passed >= {{ loop.index }} then 1 else 0 end)
            as customers_after_{{ filter }},
        {%- endfor %}
        sum(case when filters_passed = {{ filters | length }} then monetary else 0 end) as revenue

    from filtered

    group by campaign_id

),

summaries as (

    select
        campaigns.campaign_id,
        analysis_date.analysis_date,
        campaigns.name_en,
        campaigns.name_tr,
        campaigns.description_en,
        campaigns.rule,
        campaigns.export_file,
        campaigns.is_applied,
        campaigns.not_applied_because,
        cast(coalesce(counted.customers_after_minimum_spend, 0) as bigint) as customers,
        cast(coalesce(counted.revenue, 0) as decimal(18, 2)) as revenue,
        cast(counted.customers_in_base as bigint) as customers_in_base,
        {%- for filter in filters %}
        cast(counted.customers_after_{{ filter }} as bigint) as customers_after_{{ filter }},
        {%- endfor %}
        {{ omnichannel_rfm.run_columns() }}

    from campaigns

    cross join analysis_date

    left join counted
        on campaigns.campaign_id = counted.campaign_id

)

select * from summaries

order by campaign_id
