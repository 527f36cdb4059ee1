with

item_profiles as (

    select * from {{ ref('omnichannel_rfm', 'int_list_item_profiles') }}

    where list_kind = 'category'

),

profiles as (

    select
        item as category,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        customers,
        orders,
        revenue,
        revenue_split,
        {{ omnichannel_rfm.run_columns() }}

    from item_profiles

)

select * from profiles

order by category
