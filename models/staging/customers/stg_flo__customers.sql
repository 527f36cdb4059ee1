{{ config(enabled=omnichannel_rfm.input_form() == 'customers') }}

{%- set fields = omnichannel_rfm.customer_fields() -%}
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
        {%- for field, layout in fields.items() if layout.kind != 'text' %},
        {{ omnichannel_rfm.attempted_value('customers', field, layout) }} as {{ field }}_attempt
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

        ---------- numerics: null where the number is no count or no amount in whole cents
        {%- for field, layout in fields.items() if layout.kind in ['integer', 'decimal'] %}
        {{ omnichannel_rfm.typed_value('customers', field, layout) }} as {{ field }},
        {%- endfor %}

        ---------- dates
        {%- for field, layout in fields.items() if layout.kind == 'date' %}
        {{ omnichannel_rfm.typed_value('customers', field, layout) }} as {{ field }},
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
