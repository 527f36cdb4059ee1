{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set fields = omnichannel_rfm.order_fields() %}

with

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'stg_orders__texts') }}

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

    from order_lines

)

select * from typed
