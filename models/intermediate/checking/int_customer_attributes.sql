{{ config(materialized='table') }}


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
        {%- for field in omnichannel_rfm.attribute_fields() %}
        {{ omnichannel_rfm.attribute_text(field) }} as {{ field }},
        {%- endfor %}
        cast(input_rows as bigint) as input_rows,
        cast(customers as bigint) as customers

    from combinations

)

select * from attributes
