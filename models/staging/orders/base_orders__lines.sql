{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set headers = omnichannel_rfm.order_input_headers() if execute else [] -%}
{%- set input_columns = headers | map(attribute='columns') | sum(start=[]) -%}
{%- set hashed = omnichannel_rfm.setting('hashed_personal_columns') -%}
{%- set personal = omnichannel_rfm.personal_fields() %}

with

input_rows as (

    select * from {{ omnichannel_rfm.order_input(headers) }}

),

-- personal columns that nobody asked to hash are not even read
renamed as (

    select
        {%- for field, column in omnichannel_rfm.order_columns(input_columns).items() %}
        {%- set is_read = column and (field not in personal or field in hashed) %}
        cast({{ omnichannel_rfm.quoted_name(column) if is_read else 'null' }} as {{ dbt.type_string() }})
            as {{ field }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from input_rows

)

select * from renamed
