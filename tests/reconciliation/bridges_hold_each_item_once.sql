with

{%- for bridge, list, list_items in [
    ('int_customer_categories', 'category_list', 'int_category_lists'),
    ('int_customer_store_companies', 'store_company_list', 'int_store_company_lists'),
] %}

{{ bridge }}_expected as (

    select coalesce(sum(lists.customers * sizes.items), 0) as row_count

    from (
        select
            {{ list }},
            count(*) as customers

        from {{ ref('int_customers') }}

        group by {{ list }}
    ) as lists

    inner join (
        select
            {{ list }},
            count(*) as items

        from {{ ref(list_items) }}

        group by {{ list }}
    ) as sizes
        on lists.{{ list }} = sizes.{{ list }}

),
{%- endfor %}

compared as (

    select
        'int_customer_categories' as bridge,
        (select count(*) from {{ ref('int_customer_categories') }}) as row_count,
        row_count as expected_row_count

    from int_customer_categories_expected

    union all

    select
        'int_customer_store_companies' as bridge,
        (select count(*) from {{ ref('int_customer_store_companies') }}) as row_count,
        row_count as expected_row_count

    from int_customer_store_companies_expected

)

select *

from compared

where row_count <> expected_row_count
