{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set fields = omnichannel_rfm.order_fields() %}
{%- set lowest_number = '-' ~ omnichannel_rfm.largest_number() %}

with

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'stg_orders__texts') }}

),

-- a plain cast is right for nearly every value, and an order of magnitude faster than a pattern
attempted as (

    select
        *
        {%- for field, layout in fields.items() if layout.kind != 'text' %},
        {{ omnichannel_rfm.attempted_value('orders', field, layout) }} as {{ field }}_attempt
        {%- endfor %}

    from order_lines

),

typed as (

    select
        ---------- text
        {%- for field, layout in fields.items() if layout.kind == 'text' %}
        {{ omnichannel_rfm.customer_id_from_text(field) if field == 'customer_id'
            else omnichannel_rfm.order_id_from_text() if field == 'order_id'
            else omnichannel_rfm.clean_text(field) }} as {{ field }},
        {%- endfor %}

        ---------- numerics: null where the number is none or would be rounded
        {%- for field, layout in fields.items() if layout.kind == 'decimal' %}
        {{ omnichannel_rfm.typed_value('orders', field, layout, lowest_number) }} as {{ field }},
        {%- endfor %}

        ---------- dates
        {%- for field, layout in fields.items() if layout.kind == 'date' %}
        {{ omnichannel_rfm.typed_value('orders', field, layout) }} as {{ field }},
        {%- endfor %}

        ---------- personal columns: a salted hash where the var asks for it, else null
        {%- for field in omnichannel_rfm.personal_fields() %}
        {{ omnichannel_rfm.personal_hash(field) }} as {{ field }}_hash,
        {%- endfor %}

        ---------- where the line is from
        is_refund,
        input_file,
        spread_problem,

        ---------- the line as it came, but for the personal columns
        {%- for field in fields %}
        {{ omnichannel_rfm.hashed_id(field) if field == 'customer_id' else field }}
            as {{ field }}_text
        {{- ',' if not loop.last }}
        {%- endfor %}

    from attempted

)

select * from typed
