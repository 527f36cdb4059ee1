with

customer_segments as (

    select * from {{ ref('customer_segments') }}

),

campaigns as (

    select * from {{ ref('int_campaigns') }}

    where is_applied

),

filters as (

    select * from {{ ref('int_campaign_filters') }}

),

category_lists as (

    select * from {{ ref('int_category_lists') }}

),

-- matched once per distinct list, not once per customer
category_matches as (

    select
        filters.campaign_id,
        category_lists.category_list,
        {{ dbt.listagg('category_lists.category', "', '", 'order by category_lists.category') }}
            as matched_categories

    from category_lists

    inner join filters
        on category_lists.category = filters.accepted_value
        and filters.filter_name = 'categories'

    group by
        filters.campaign_id,
        category_lists.category_list

),

candidates as (

    select
        campaigns.campaign_id,
        customer_segments.customer_id,
        customer_segments.analysis_date,
        customer_segments.segment,
        customer_segments.order_channel,
        customer_segments.last_order_channel,
        customer_segments.average_order_value,
        customer_segments.monetary,
        campaigns.minimum_average_order_value,
        campaigns.minimum_spend,
        category_matches.matched_categories,
        campaigns.segments is null
        or segment_filters.accepted_value is not null as is_in_segments,
        campaigns.categories is null
        or category_matches.matched_categories is not null as buys_categories,
        campaigns.order_channels is null
        or order_channel_filters.accepted_value is not null as is_in_order_channels,
        campaigns.last_order_channels is null
        or last_order_channel_filters.accepted_value is not null as is_in_last_order_channels,
        -- against the exact quotient: 249.996 must not pass for 250.00
        campaigns.minimum_average_order_value is null
        or customer_segments.monetary
        >= campaigns.minimum_average_order_value * customer_segments.frequency
            as reaches_average_order_value,
        campaigns.minimum_spend is null
        or customer_segments.monetary >= campaigns.minimum_spend as reaches_spend

    from customer_segments

    cross join campaigns

    left join category_matches
        on campaigns.campaign_id = category_matches.campaign_id
        and customer_segments.category_list = category_matches.category_list

    {%- for filter, column in [
        ('segment', 'segment'),
        ('order_channel', 'order_channel'),
        ('last_order_channel', 'last_order_channel'),
    ] %}

    left join filters as {{ filter }}_filters
        on campaigns.campaign_id = {{ filter }}_filters.campaign_id
        and {{ filter }}_filters.filter_name = '{{ filter }}s'
        and customer_segments.{{ column }} = {{ filter }}_filters.accepted_value
    {%- endfor %}

)

select * from candidates
