{%- set steps = omnichannel_rfm.campaign_steps() | selectattr('of', 'equalto', 'groups') | list %}
{%- set text_fields = steps | selectattr('kind', 'equalto', 'text') | map(attribute='field')
    | unique | list %}

with

campaign_items as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_items') }}

),

list_items as (

    select * from {{ ref('omnichannel_rfm', 'int_list_items') }}

),

-- what groups of customers may have: a text is a list of itself
group_items as (

    select distinct
        field,
        item as value,
        item

    from campaign_items

    where
        field in (
            {%- for field in text_fields %}
            '{{ field }}'{{ ',' if not loop.last }}
            {%- endfor %}
        )

    union all

    select
        list_kind as field,
        list_text as value,
        item

    from list_items

),

matches as (

    select
        campaign_items.campaign_id,
        campaign_items.condition_number,
        campaign_items.field,
        campaign_items.operator,
        group_items.value,
        cast(count(*) as integer) as items,
        {{ omnichannel_rfm.ordered_list('group_items.item', ', ') }} as matched_items

    from campaign_items

    inner join group_items
        on campaign_items.field = group_items.field
        and campaign_items.item = group_items.item

    group by
        campaign_items.campaign_id,
        campaign_items.condition_number,
        campaign_items.field,
        campaign_items.operator,
        group_items.value

)

select * from matches
