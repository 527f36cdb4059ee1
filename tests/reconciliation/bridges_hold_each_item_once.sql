{%- if omnichannel_rfm.reads_what_is_built() %}
{%- set bridges = {
    'int_customer_categories': ['category_list', 'int_category_lists'],
    'int_customer_store_companies': ['store_company_list', 'int_store_company_lists'],
} %}

with

-- a list counts as often as customers have it, and as many items as it has
{%- for bridge, (list, list_items) in bridges.items() %}

{{ bridge }}_lists as (

    select
        {{ list }},
        count(*) as customers

    from {{ ref('omnichannel_rfm', 'int_customers') }}

    group by {{ list }}

),

{{ bridge }}_sizes as (

    select
        {{ list }},
        count(*) as items

    from {{ ref('omnichannel_rfm', list_items) }}

    group by {{ list }}

),
{%- endfor %}

expected as (

    {%- for bridge, (list, list_items) in bridges.items() %}
    select
        '{{ bridge }}' as bridge,
        coalesce(sum(lists.customers * sizes.items), 0) as row_count

    from {{ bridge }}_lists as lists

    inner join {{ bridge }}_sizes as sizes
        on lists.{{ list }} = sizes.{{ list }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

counted as (

    {%- for bridge in bridges %}
    select
        '{{ bridge }}' as bridge,
        count(*) as row_count

    from {{ ref('omnichannel_rfm', bridge) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select
    expected.bridge,
    expected.row_count as expected_row_count,
    counted.row_count

from expected

inner join counted
    on expected.bridge = counted.bridge

where expected.row_count <> counted.row_count
{%- else %}
select * from (select 'not asked' as problem) as nothing where 1 = 0
{%- endif %}
