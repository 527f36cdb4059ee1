with

{%- if omnichannel_rfm.input_form() == 'orders' %}

checked as (

    select * from {{ ref('omnichannel_rfm', 'int_order_customers') }}

)
{%- else %}
{%- set attribute_fields = omnichannel_rfm.attribute_fields() %}

customer_rows as (

    select * from {{ ref('omnichannel_rfm', 'int_customer_rows') }}

),

repeated_customers as (

    select * from {{ ref('omnichannel_rfm', 'int_repeated_customers') }}

),

judged as (

    select * from customer_rows

    where
        not exists (
            select 1

            from repeated_customers

            where repeated_customers.customer_id = customer_rows.customer_id
        )

    union all

    select * from repeated_customers

),

checked as (

    select
        rejection_reasons,
        {%- for field, layout in omnichannel_rfm.customer_fields().items()
            if field not in attribute_fields and not layout.is_total %}
        {{ field }},
        {%- endfor %}
        attributes,
        row_text,
        {{ omnichannel_rfm.channel_fields('order_count') | join(' + ') }} as total_order_count,
        cast(
            {{ omnichannel_rfm.channel_fields('spend') | join(' + ') }} as decimal(18, 2)
        ) as total_spend,
        {{ omnichannel_rfm.score_partition(
            omnichannel_rfm.attribute_text(omnichannel_rfm.setting('score_partition_by'))
        ) }} as score_partition

    from judged

)
{%- endif %}

select * from checked
