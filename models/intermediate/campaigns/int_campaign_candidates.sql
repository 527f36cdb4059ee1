{%- set comparisons = omnichannel_rfm.campaign_comparisons() %}
{%- set measured = comparisons.values() | map(attribute='measured') | select | list %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

-- whatever only looks at segment, channels and lists has been decided for groups
campaign_groups as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_groups') }}

    where missed_conditions = 0

),

-- conditions of one field and operator all hold when the strictest does
bounds as (

    select
        campaign_id
        {%- for step, comparison in comparisons.items() %},
        {{ comparison.bound }} as bound_{{ step }}
        {%- endfor %}

    from {{ ref('omnichannel_rfm', 'int_campaign_conditions') }}

    group by campaign_id

),

campaign_items as ( -- noqa: ST03, read where a condition is on a text

    select
        campaign_id,
        step,
        item,
        count(*) as conditions

    from {{ ref('omnichannel_rfm', 'int_campaign_items') }}

    group by campaign_id, step, item

),

candidates as (

    select
        campaign_groups.campaign_id,
        customers.customer_id,
        customers.analysis_date,
        campaign_groups.segment,
        campaign_groups.order_channel,
        campaign_groups.last_order_channel,
        customers.rf_score,
        customers.recency_score,
        customers.frequency_score,
        customers.monetary_score,
        customers.frequency,
        customers.average_order_value,
        customers.monetary,
        cast(
            campaign_groups.rank_sign
            * {{ omnichannel_rfm.rank_value('campaign_groups.ranked_by', 'customers') }}
            as decimal(28, 6)
        ) as rank_value,
        campaign_groups.matched_categories,
        {% for comparison in comparisons.values() -%}
        case when {{ comparison.missed }} then 1 else 0 end + {% endfor -%}
        0 as missed_conditions,
        cast(
            case
                {%- for step, comparison in comparisons.items() %}
                when {{ comparison.missed }} then {{ step }}
                {%- endfor %}
                else null
            end as integer
        ) as first_missed_step,
        cast(
            case
                {%- for comparison in comparisons.values() %}
                when {{ comparison.missed }} then {{ comparison.short_by }}
                {%- endfor %}
                else null
            end as decimal(28, 6)
        ) as short_by,
        {{ omnichannel_rfm.joined_by("'; '", measured) if measured
            else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as measured

    from customers

    inner join campaign_groups
        on customers.segment = campaign_groups.segment
        and customers.attributes = campaign_groups.attributes

    left join bounds
        on campaign_groups.campaign_id = bounds.campaign_id
    {%- for source, model in [
        ['changes', 'int_segment_changes'], ['clusters', 'int_customer_clusters'],
        ['lifetime_values', 'int_customer_lifetime_values']
    ] if source in comparisons.values() | map(attribute='of') | list %}

    left join {{ ref('omnichannel_rfm', model) }} as {{ source }}
        on customers.customer_id = {{ source }}.customer_id
    {%- endfor %}
    {%- for step, comparison in comparisons.items() if comparison.kind == 'text' %}

    left join campaign_items as items_{{ step }}
        on campaign_groups.campaign_id = items_{{ step }}.campaign_id
        and items_{{ step }}.step = {{ step }}
        and {{ comparison.value }} = items_{{ step }}.item
    {%- endfor %}

)

select * from candidates
