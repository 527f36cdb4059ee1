{{
    config(
        enabled=omnichannel_rfm.input_form() == 'customers',
        materialized='table'
    )
}}

{%- set fields = omnichannel_rfm.customer_fields() %}
{%- set contents = [] %}
{%- for field in fields %}
    {%- set typed = 'cast(customers.' ~ field ~ ' as ' ~ dbt.type_string() ~ ')' %}
    {%- do contents.append('coalesce(' ~ typed ~ ', customers.' ~ field ~ "_text, '')") %}
{%- endfor %}
{%- set attribute_fields = omnichannel_rfm.attribute_fields() %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'stg_flo__customers') }}

),

repeated_ids as (

    select * from {{ ref('omnichannel_rfm', 'int_repeated_customer_ids') }}

),

-- reads the input again, for its text, and stops at once where no id is repeated
repeated_rows as (

    select
        customers.*,
        -- what the row says once typed: 4 and 4.0 are the same
        {{ omnichannel_rfm.joined_by('chr(31)', contents) }} as content

    from customers

    inner join repeated_ids
        on customers.customer_id = repeated_ids.customer_id

),

compared as (

    select
        *,
        row_number() over (
            partition by customer_id, content
            order by
                {%- for field in fields %}
                {{ field }}_text nulls last{{ ',' if not loop.last }}
                {%- endfor %}
        ) as copy_number,
        min(content) over (partition by customer_id)
        <> max(content) over (partition by customer_id) as is_contradictory

    from repeated_rows

),

judged as (

    select
        {{ omnichannel_rfm.joined_reasons(omnichannel_rfm.rejection_reasons(is_repeated=true)) }}
            as rejection_reasons,
        {%- for field in fields if field not in attribute_fields %}
        {{ field }},
        {%- endfor %}
        {{ omnichannel_rfm.joined_texts(attribute_fields) }} as attributes,
        {{ omnichannel_rfm.row_text() }} as row_text

    from compared

)

select * from judged
