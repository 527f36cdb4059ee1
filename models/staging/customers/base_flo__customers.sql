{{ config(enabled=omnichannel_rfm.input_form() == 'customers') }}

{%- set headers = omnichannel_rfm.customer_input_headers() if execute else [] -%}
{%- do omnichannel_rfm.check_customer_columns(headers) %}
{%- set input_columns = headers | map(attribute='columns') | sum(start=[]) -%}

with

input_rows as (

    select * from {{ omnichannel_rfm.customer_input(headers) }}

),

renamed as (

    select
        {%- for field, column in omnichannel_rfm.customer_columns(input_columns).items() %}
        cast({{ omnichannel_rfm.quoted_name(column) if column else 'null' }} as {{ dbt.type_string() }})
            as {{ field }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from input_rows

)

select * from renamed
