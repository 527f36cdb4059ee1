{{ config(materialized='table') }}

with

-- read once per branch, by few columns each: a CTE used twice would be stored whole
column_values as (

    {%- for field, layout in omnichannel_rfm.customer_fields().items() if field != 'customer_id' %}
    {%- set is_number = layout.kind in ['integer', 'decimal'] %}
    select
        '{{ field }}' as field,
        cast({{ 'null' if is_number else field }} as {{ dbt.type_string() }}) as text_value,
        cast({{ field if is_number else 'null' }} as decimal(18, 2)) as number_value,
        cast(null as {{ dbt.type_string() }}) as other_text,
        count(*) as occurrences

    from {{ ref('int_customer_rows') }}

    where {{ field }} is not null

    group by {{ field }}

    union all

    select
        '{{ field }}' as field,
        cast(null as {{ dbt.type_string() }}) as text_value,
        cast(null as decimal(18, 2)) as number_value,
        {{ omnichannel_rfm.text_from_row(field) }} as other_text,
        count(*) as occurrences

    from {{ ref('int_customer_rows') }}

    where {{ field }} is null

    group by {{ omnichannel_rfm.text_from_row(field) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from column_values
