{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set fields = omnichannel_rfm.order_fields() -%}
{%- set headers = omnichannel_rfm.input_headers('orders') -%}
{%- do omnichannel_rfm.check_input_columns('orders', headers) %}

with

order_lines as (

    select * from {{ omnichannel_rfm.input_relation('orders', headers) }}

),

renamed as (

    select
        {%- for field, columns in omnichannel_rfm.input_columns('orders', headers).items() %}
        {{ omnichannel_rfm.input_value(columns) }} as {{ field }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from order_lines

),

typed as (

    select
        ---------- text
        {%- for field, layout in fields.items() if layout.kind == 'text' %}
        {{ omnichannel_rfm.customer_id_from_text(field) if field == 'customer_id'
            else omnichannel_rfm.clean_text(field) }} as {{ field }},
        {%- endfor %}

        ---------- numerics: null where the number is none or would be rounded
        {%- for field, layout in fields.items() if layout.kind == 'decimal' %}
        {{ omnichannel_rfm.exact_number_from_text(field, layout.type) }} as {{ field }},
        {%- endfor %}

        ---------- dates
        {%- for field, layout in fields.items() if layout.kind == 'date' %}
        {{ omnichannel_rfm.date_from_input('orders', field) }} as {{ field }},
        {%- endfor %}

        ---------- personal columns: a salted hash where the var asks for it, else null
        {%- for field in omnichannel_rfm.personal_fields() %}
        {{ omnichannel_rfm.personal_hash(field) }} as {{ field }}_hash,
        {%- endfor %}

        ---------- the line as it came, but for the personal columns
        {%- for field in fields %}
        {{ field }} as {{ field }}_text
        {{- ',' if not loop.last }}
        {%- endfor %}

    from renamed

)

select * from typed
