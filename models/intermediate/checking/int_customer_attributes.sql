{{ config(materialized='table') }}

{%- set attribute_fields = omnichannel_rfm.attribute_fields() %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_checked') }}

),

combinations as (

    select
        attributes,
        count(*) as input_rows,
        sum(case when rejection_reasons is null then 1 else 0 end) as customers

    from customers

    group by attributes

),

-- cleaned once per combination, not once per row
attributes as (

    select
        attributes,
        {%- for field in attribute_fields %}
        {{ omnichannel_rfm.clean_text(
            omnichannel_rfm.text_from_joined(field, attribute_fields, 'attributes')
        ) }} as {{ field }},
        {%- endfor %}
        cast(input_rows as bigint) as input_rows,
        cast(customers as bigint) as customers

    from combinations

)

select * from attributes
