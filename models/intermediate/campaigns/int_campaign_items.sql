{{
    config(
        materialized='table',
        pre_hook="{{ omnichannel_rfm.check_campaigns() }}"
    )
}}

{%- set text = dbt.type_string() %}
{%- set decimal_fields = [] %}
{%- for field, layout in omnichannel_rfm.campaign_fields().items() if layout.kind == 'decimal' %}
    {%- do decimal_fields.append(field) %}
{%- endfor %}

with

conditions as (

    select
        {%- for column in ['campaign_id', 'field', 'operator', 'value'] %}
        {{ omnichannel_rfm.clean_text('cast(' ~ column ~ ' as ' ~ text ~ ')') }} as {{ column }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from {{ omnichannel_rfm.input_model('campaign_conditions') }}

),

campaigns as (

    select * from {{ omnichannel_rfm.input_model('campaigns') }}

),

segment_labels as (

    select * from {{ omnichannel_rfm.input_model('segment_labels') }}

),

steps as (

    {%- for step in omnichannel_rfm.campaign_steps() %}
    select
        {{ step.step }} as step,
        '{{ step.field }}' as field,
        '{{ step.operator }}' as operator
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- a condition that is given twice is one
numbered as (

    select
        conditions.campaign_id,
        steps.step,
        conditions.field,
        conditions.operator,
        conditions.value,
        cast(
            row_number() over (
                partition by conditions.campaign_id order by steps.step, conditions.value
            ) as integer
        ) as condition_number

    from (select distinct * from conditions) as conditions

    inner join steps
        on conditions.field = steps.field
        and conditions.operator = steps.operator

),

items as (

    select distinct *

    from {{ omnichannel_rfm.list_item_rows(
        'numbered',
        ['campaign_id', 'condition_number', 'step', 'field', 'operator', 'value'],
        'value',
    ) }}

),

named as (

    select
        items.*,
        coalesce(segment_labels.name_en, items.item) as item_en,
        case
            {%- for field in decimal_fields %}
            when items.field = '{{ field }}' then replace(items.item, '.', ',')
            {%- endfor %}
            else coalesce(segment_labels.name_tr, items.item)
        end as item_tr

    from items

    inner join campaigns
        on items.campaign_id = campaigns.campaign_id

    left join segment_labels
        on items.item = segment_labels.segment
        and segment_labels.map_id in (campaigns.segment_map, 'every_map')
        and items.field in ('segment', 'previous_segment')

)

select * from named
