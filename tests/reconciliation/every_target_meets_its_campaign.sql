{%- if omnichannel_rfm.reads_what_is_built() %}
-- Reads the seed's text itself instead of the models' steps, so that it can contradict them.
-- Fields that are no columns of customer_segments are left to int_campaign_candidates.
{%- set fields = {} %}
{%- for field, layout in omnichannel_rfm.campaign_fields().items()
    if layout.of not in ['clusters', 'lifetime_values'] and field != 'days_since_segment_changed' %}
    {%- do fields.update({field: layout}) %}
{%- endfor %}
with

targets as (

    select * from {{ ref('omnichannel_rfm', 'campaign_targets') }}

),

conditions as (

    select * from {{ omnichannel_rfm.input_model('campaign_conditions') }}

),

wanted_lists as (

    select
        conditions.campaign_id,
        conditions.field,
        conditions.value,
        list_items.list_text,
        count(*) as items

    from {{ ref('omnichannel_rfm', 'int_list_items') }} as list_items

    inner join conditions
        on list_items.list_kind = conditions.field
        and concat(', ', conditions.value, ', ') like concat('%, ', list_items.item, ', %')

    group by
        conditions.campaign_id,
        conditions.field,
        conditions.value,
        list_items.list_text

),

-- an inner join, so that the targets are held in memory and not all customers
valued as (

    select
        targets.campaign_id,
        targets.customer_id,
        targets.segment,
        conditions.operator,
        conditions.value,
        wanted_lists.items,
        length(conditions.value) - length(replace(conditions.value, ',', '')) + 1 as value_items,
        case conditions.field
            {%- for field, layout in fields.items() if layout.kind == 'text' %}
            when '{{ field }}' then customers.{{ field }}
            {%- endfor %}
        end as text_value,
        case conditions.field
            {%- for field, layout in fields.items()
                if layout.kind in ['integer', 'decimal'] and field != 'average_order_value' %}
            when '{{ field }}' then cast(customers.{{ field }} as decimal(28, 6))
            {%- endfor %}
            when 'average_order_value' then cast(customers.monetary as decimal(28, 6))
            {%- for field, layout in fields.items() if layout.kind == 'date' %}
            when '{{ field }}'
                then {{ dbt.datediff('customers.' ~ field, 'customers.analysis_date', 'day') }}
            {%- endfor %}
        end as number_value,
        case conditions.field when 'average_order_value' then customers.frequency else 1 end
            as times

    from {{ ref('omnichannel_rfm', 'customer_segments') }} as customers

    inner join targets
        on customers.customer_id = targets.customer_id
        and customers.segment = targets.segment

    left join conditions
        on targets.campaign_id = conditions.campaign_id
        and conditions.field in (
            {%- for field in fields %}
            '{{ field }}'{{ ',' if not loop.last }}
            {%- endfor %}
        )

    left join wanted_lists
        on conditions.campaign_id = wanted_lists.campaign_id
        and conditions.field = wanted_lists.field
        and conditions.value = wanted_lists.value
        and wanted_lists.list_text = case conditions.field
            when 'category' then customers.category_list
            when 'store_company' then customers.store_company_list
        end

),

judged as (

    select
        campaign_id,
        customer_id,
        segment,
        min(
            case operator
                when 'is_any_of'
                    then case
                        when concat(', ', value, ', ') like concat('%, ', text_value, ', %') then 1
                        else 0
                    end
                when 'is_none_of'
                    then case
                        when concat(', ', value, ', ') like concat('%, ', text_value, ', %') then 0
                        else 1
                    end
                when 'has_any_of' then case when items > 0 then 1 else 0 end
                when 'has_all_of' then case when items = value_items then 1 else 0 end
                when 'has_none_of' then case when items > 0 then 0 else 1 end
                {%- for operator, sign in {
                    'at_least': '>=', 'at_most': '<=', 'above': '>', 'below': '<',
                    'within_days': '<=',
                }.items() %}
                when '{{ operator }}'
                    then case
                        when number_value {{ sign }} cast(value as decimal(18, 6)) * times then 1
                        else 0
                    end
                {%- endfor %}
                when 'not_within_days'
                    then case when number_value <= cast(value as decimal(18, 6)) then 0 else 1 end
                else 1
            end
        ) as meets

    from valued

    group by
        campaign_id,
        customer_id,
        segment

),

counted as (

    select
        campaign_id,
        count(*) as customers

    from targets

    group by campaign_id

),

met as (

    select
        campaign_id,
        sum(meets) as customers

    from judged

    group by campaign_id

)

select
    counted.*,
    coalesce(met.customers, 0) as customers_found

from counted

left join met
    on counted.campaign_id = met.campaign_id

where coalesce(met.customers, 0) <> counted.customers
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}
