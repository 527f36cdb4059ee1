{{ config(enabled=omnichannel_rfm.input_form() == 'orders', materialized='table') }}

with

-- read once per branch, by few columns each: a CTE used twice would be stored whole
column_values as (

    {%- for field, layout in omnichannel_rfm.profiled_fields('orders').items() %}
    {%- set is_number = layout.kind == 'decimal' %}
    select
        '{{ field }}' as field,
        cast({{ 'null' if is_number else field }} as {{ dbt.type_string() }}) as text_value,
        cast({{ field if is_number else 'null' }} as decimal(18, 2)) as number_value,
        case when {{ field }} is null then {{ field }}_text end as other_text,
        count(*) as occurrences

    from {{ ref('omnichannel_rfm', 'stg_orders__lines') }}

    group by
        {{ field }},
        case when {{ field }} is null then {{ field }}_text end
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from column_values
