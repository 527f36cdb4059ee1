{{ config(pre_hook="{{ omnichannel_rfm.check_rejected_share() }}") }}

{%- set partition_by = omnichannel_rfm.setting('score_partition_by') -%}
{%- set is_order_form = omnichannel_rfm.input_form() == 'orders' -%}
{%- if is_order_form -%}
    {#- For the pre-hook, which looks at the rows of the input. -#}
    {%- do ref('omnichannel_rfm', 'int_order_lines_checked') -%}
{%- endif %}

with

customers_checked as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_checked') }}

    where rejection_reasons is null

),

attributes as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_attributes') }}

),

customers as (

    select
        customers_checked.customer_id,
        customers_checked.attributes,
        attributes.order_channel,
        attributes.last_order_channel,
        attributes.category_list,
        attributes.store_company_list,
        customers_checked.online_order_count,
        customers_checked.offline_order_count,
        customers_checked.total_order_count,
        customers_checked.online_spend,
        customers_checked.offline_spend,
        customers_checked.total_spend,
        customers_checked.first_order_date,
        customers_checked.last_order_date,
        customers_checked.last_online_order_date,
        customers_checked.last_offline_order_date,
        {%- if not partition_by %}
        cast('all' as {{ dbt.type_string() }}) as score_partition
        {%- elif is_order_form %}
        coalesce(customers_checked.score_partition, '(none)') as score_partition
        {%- else %}
        coalesce(attributes.{{ partition_by }}, '(none)') as score_partition
        {%- endif %}

    from customers_checked

    inner join attributes
        on customers_checked.attributes = attributes.attributes

)

select * from customers
