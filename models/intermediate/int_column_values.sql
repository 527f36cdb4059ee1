{{ config(materialized='table') }}

with

customers as (

    select * from {{ ref('int_customers_checked') }}

),

column_values as (

    {%- for field, layout in omnichannel_rfm.customer_fields().items() if field != 'customer_id' %}
    {%- set is_number = layout.kind in ['integer', 'decimal'] %}
    select
        '{{ field }}' as field,
        cast({{ 'null' if is_number else field }} as {{ dbt.type_string() }}) as text_value,
        cast({{ field if is_number else 'null' }} as decimal(18, 2)) as number_value,
        case when {{ field }} is null then {{ field }}_text end as other_text,
        count(*) as row_count

    from customers

    group by
        {{ field }},
        case when {{ field }} is null then {{ field }}_text end
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from column_values
