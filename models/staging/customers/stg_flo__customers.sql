{{ config(enabled=omnichannel_rfm.input_form() == 'customers') }}

{%- set fields = omnichannel_rfm.customer_fields() -%}
{%- set types = {'date': 'date', 'integer': 'integer', 'decimal': 'decimal(18, 2)'} -%}
{%- set number_format = omnichannel_rfm.setting('number_format') or '1234.56' -%}
{#- What a plain cast would read another way than it is written is not attempted. -#}
{%- set is_attempted = {
    'date': not omnichannel_rfm.setting('customer_date_format'),
    'integer': number_format[-3] == '.',
    'decimal': number_format[-3] == '.',
} -%}
{%- set headers = omnichannel_rfm.input_headers('customers') -%}
{%- do omnichannel_rfm.check_input_columns('customers', headers) %}

with

customers as (

    select * from {{ omnichannel_rfm.input_relation('customers', headers) }}

),

renamed as (

    select
        {%- for field, columns in omnichannel_rfm.input_columns('customers', headers).items() %}
        {{ omnichannel_rfm.input_value(columns) }} as {{ field }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers

),

-- a plain cast is right for nearly every value, and an order of magnitude faster than a pattern
attempted as (

    select
        *
        {%- for field, layout in fields.items() if layout.kind in types %},
        {{ omnichannel_rfm.attempted_cast(
            field if is_attempted[layout.kind] else 'null', types[layout.kind]
        ) }} as {{ field }}_attempt
        {%- endfor %}

    from renamed

),

typed as (

    select
        ---------- text
        {%- for field, layout in fields.items() if layout.kind == 'text' %}
        {{ omnichannel_rfm.customer_id_from_text(field) if field == 'customer_id'
            else omnichannel_rfm.clean_text(field) }} as {{ field }},
        {%- endfor %}

        ---------- numerics: null where the number is no count or no amount in whole cents;
        -- an attempt that reads back as it was written, but for zeros at its end, was not rounded
        {%- for field, layout in fields.items() if layout.kind in ['integer', 'decimal'] %}
        case
            when {{ field }}_attempt between 0 and {{ omnichannel_rfm.largest_number() }}
                and {{ omnichannel_rfm.begins_with(
                    'cast(' ~ field ~ '_attempt as ' ~ dbt.type_string() ~ ')'
                    ~ (" || '.00'" if layout.kind == 'integer' else ''),
                    field
                ) }}
                then {{ field }}_attempt
            else {{ omnichannel_rfm.exact_number_from_text(field, types[layout.kind]) }}
        end as {{ field }},
        {%- endfor %}

        ---------- dates
        {%- for field, layout in fields.items() if layout.kind == 'date' %}
        case
            when cast({{ field }}_attempt as {{ dbt.type_string() }}) = {{ field }}
                then {{ field }}_attempt
            else {{ omnichannel_rfm.date_from_input('customers', field) }}
        end as {{ field }},
        {%- endfor %}

        ---------- the row as it came
        {%- for field in fields %}
        {{ omnichannel_rfm.hashed_id(field) if field == 'customer_id' else field }}
            as {{ field }}_text
        {{- ',' if not loop.last }}
        {%- endfor %}

    from attempted

)

select * from typed
