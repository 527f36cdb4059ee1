{{ config(materialized='table') }}

{%- set languages = {'en': ['or', 'and'], 'tr': ['veya', 've']} %}

with

items as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_items') }}

),

steps as (

    {%- for step in omnichannel_rfm.campaign_steps() %}
    select
        {{ step.step }} as step,
        {{ omnichannel_rfm.text_literal(step.en) }} as words_en,
        {{ omnichannel_rfm.text_literal(step.tr) }} as words_tr
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

listed as (

    select
        campaign_id,
        condition_number,
        step,
        field,
        operator,
        value,
        cast(count(*) as integer) as item_count
        {%- for language, words in languages.items() %},
        case
            when operator = 'has_all_of'
                then {{ omnichannel_rfm.ordered_list('item_' ~ language, ' ' ~ words[1] ~ ' ') }}
            else {{ omnichannel_rfm.ordered_list('item_' ~ language, ' ' ~ words[0] ~ ' ') }}
        end as value_{{ language }}
        {%- endfor %}

    from items

    group by
        campaign_id,
        condition_number,
        step,
        field,
        operator,
        value

),

worded as (

    select
        listed.campaign_id,
        listed.condition_number,
        listed.step,
        listed.field,
        listed.operator,
        listed.value,
        listed.item_count,
        {%- for language in languages %}
        replace(steps.words_{{ language }}, '%', listed.value_{{ language }})
            as words_{{ language }}{{ ',' if not loop.last }}
        {%- endfor %}

    from listed

    inner join steps
        on listed.step = steps.step

)

select * from worded
