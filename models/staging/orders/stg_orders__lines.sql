{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set fields = omnichannel_rfm.order_fields() %}
{%- set hashed = omnichannel_rfm.setting('hashed_personal_columns') %}

with

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'base_orders__lines') }}

),

typed as (

    select
        ---------- text
        {%- for field, layout in fields.items() if layout.kind == 'text' %}
        {{ omnichannel_rfm.clean_text(field) }} as {{ field }},
        {%- endfor %}

        ---------- numerics: null where the number is none or would be rounded
        {%- for field, layout in fields.items() if layout.kind == 'decimal' %}
        {{ omnichannel_rfm.exact_number_from_text(field, layout.type) }} as {{ field }},
        {%- endfor %}

        ---------- dates
        {%- for field, layout in fields.items() if layout.kind == 'date' %}
        {{ omnichannel_rfm.order_date_from_text(field) }} as {{ field }},
        {%- endfor %}

        ---------- personal columns: a salted hash where the var asks for it, else null
        {%- for field in omnichannel_rfm.personal_fields() %}
        {%- if field in hashed %}
        {{ omnichannel_rfm.salted_hash(omnichannel_rfm.clean_text(field)) }} as {{ field }}_hash,
        {%- else %}
        cast(null as {{ dbt.type_string() }}) as {{ field }}_hash,
        {%- endif %}
        {%- endfor %}

        ---------- the line as it came, but for the personal columns
        {%- for field in omnichannel_rfm.order_text_fields() %}
        {{ field }} as {{ field }}_text
        {{- ',' if not loop.last }}
        {%- endfor %}

    from order_lines

)

select * from typed
