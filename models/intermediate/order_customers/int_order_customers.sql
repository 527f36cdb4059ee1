{{
    config(
        enabled=omnichannel_rfm.input_form() == 'orders',
        materialized='table'
    )
}}

{%- set channel_fields = [
    'last_online_order_date', 'last_offline_order_date', 'online_order_count',
    'offline_order_count', 'offline_spend', 'online_spend'
] %}
{%- set largest_spend = omnichannel_rfm.largest_spend() %}
{#- What is beyond has a reason, and may have no place in the column. -#}
{%- set kept_spend =
    'cast(case when abs({0}) <= ' ~ largest_spend ~ ' then {0} end as decimal(18, 2)) as {0}' %}

with

-- everybody with an accepted line stays visible, whatever is counted of it
known_customers as (

    select distinct customer_id

    from {{ ref('omnichannel_rfm', 'int_order_lines_checked') }}

    where rejection_reasons is null

),

measured as (

    select customers_by_date.*

    from {{ ref('omnichannel_rfm', 'int_order_customers_by_date') }} as customers_by_date

    inner join {{ ref('omnichannel_rfm', 'int_analysis_date') }} as dated
        on customers_by_date.as_of_date = dated.analysis_date

),

channels as (

    select * from {{ ref('omnichannel_rfm', 'int_order_customer_channels') }}

),

lists as (

    select * from {{ ref('omnichannel_rfm', 'int_order_customer_lists') }}

),

customers as (

    select
        case
            when measured.customer_id is null then '{{ omnichannel_rfm.no_orders_reason() }}'
            when measured.rejection_reason is not null then measured.rejection_reason
            {%- for field in ['online_spend', 'offline_spend'] %}
            when abs(channels.{{ field }}) > {{ largest_spend }} then 'too_large_{{ field }}'
            {%- endfor %}
        end as rejection_reasons,
        known_customers.customer_id,
        measured.first_order_date,
        measured.last_order_date,
        {%- for field in channel_fields %}
        channels.{{ field }},
        {%- endfor %}
        measured.order_count as total_order_count,
        measured.net_spend as total_spend,
        measured.score_partition,
        known_customers.customer_id as customer_id_text,
        channels.order_channel as order_channel_text,
        channels.last_order_channel as last_order_channel_text,
        cast(measured.first_order_date as {{ dbt.type_string() }}) as first_order_date_text,
        cast(measured.last_order_date as {{ dbt.type_string() }}) as last_order_date_text,
        {%- for field in channel_fields %}
        cast(channels.{{ field }} as {{ dbt.type_string() }}) as {{ field }}_text,
        {%- endfor %}
        cast(measured.order_count as {{ dbt.type_string() }}) as order_count_text,
        cast(measured.net_spend as {{ dbt.type_string() }}) as spend_text,
        case
            when {{ omnichannel_rfm.has_order_field('category') }}
                then concat('[', coalesce(lists.category_names, ''), ']')
        end as category_list_text,
        lists.store_names as store_company_list_text

    from known_customers

    left join measured
        on known_customers.customer_id = measured.customer_id

    left join channels
        on known_customers.customer_id = channels.customer_id

    left join lists
        on known_customers.customer_id = lists.customer_id

),

customer_rows as (

    select
        rejection_reasons,
        customer_id,
        first_order_date,
        last_order_date,
        {%- for field in channel_fields %}
        {{ kept_spend.format(field) if field.endswith('_spend') else field }},
        {%- endfor %}
        {{ omnichannel_rfm.joined_texts(omnichannel_rfm.attribute_fields()) }} as attributes,
        case when rejection_reasons is not null then {{ omnichannel_rfm.row_text() }} end
            as row_text,
        total_order_count,
        {{ kept_spend.format('total_spend') }},
        score_partition

    from customers

)

select * from customer_rows
