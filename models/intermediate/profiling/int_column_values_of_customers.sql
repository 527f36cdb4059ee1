{{ config(enabled=omnichannel_rfm.input_form() == 'customers', materialized='table') }}

{%- set fields = omnichannel_rfm.profiled_fields('customers') %}
{%- set attribute_fields = omnichannel_rfm.attribute_fields() %}

with

-- read once per branch, by few columns each: a CTE used twice would be stored whole
column_values as (

    {%- for field, layout in fields.items() if layout.kind != 'text' %}
    {%- set is_number = layout.kind in ['integer', 'decimal'] %}
    select
        '{{ field }}' as field,
        cast({{ 'null' if is_number else field }} as {{ dbt.type_string() }}) as text_value,
        cast({{ field if is_number else 'null' }} as decimal(18, 2)) as number_value,
        cast(null as {{ dbt.type_string() }}) as other_text,
        count(*) as occurrences

    from {{ ref('omnichannel_rfm', 'int_customer_rows') }}

    where {{ field }} is not null

    group by {{ field }}

    union all

    select
        '{{ field }}' as field,
        cast(null as {{ dbt.type_string() }}) as text_value,
        cast(null as decimal(18, 2)) as number_value,
        {{ omnichannel_rfm.text_from_row(field) }} as other_text,
        count(*) as occurrences

    from {{ ref('omnichannel_rfm', 'int_customer_rows') }}

    where {{ field }} is null

    group by {{ omnichannel_rfm.text_from_row(field) }}

    union all

    {%- endfor %}
    {%- for field in attribute_fields %}
    {%- set text = omnichannel_rfm.text_from_joined(field, attribute_fields, 'attributes') %}
    select
        '{{ field }}' as field,
        {{ field }} as text_value,
        cast(null as decimal(18, 2)) as number_value,
        case when {{ field }} is null then {{ text }} end as other_text,
        cast(sum(input_rows) as bigint) as occurrences

    from {{ ref('omnichannel_rfm', 'int_customer_attributes') }}

    group by
        {{ field }},
        case when {{ field }} is null then {{ text }} end
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from column_values
