{{ config(materialized='table') }}

{%- set fields = omnichannel_rfm.customer_fields() %}

with

customers as (

    select * from {{ ref('stg_flo__customers') }}

),

-- nearly every row is sound, and one look tells
looked_at as (

    select
        *,
        coalesce({{ omnichannel_rfm.is_sound_customer() }}, false) as is_sound

    from customers

),

-- only the others are asked for every reason; their text is kept, and text that was trimmed
judged as (

    select
        *,
        case
            when not is_sound
                then {{ omnichannel_rfm.joined_reasons(omnichannel_rfm.rejection_reasons()) }}
        end as rejection_reasons,
        not is_sound
        {%- for field, layout in fields.items() if layout.kind == 'text' %}
        or not coalesce({{ field }} = {{ field }}_text, {{ field }}_text is null)
        {%- endfor %} as keeps_text

    from looked_at

),

customer_rows as (

    select
        rejection_reasons,
        {%- for field in fields %}
        {{ field }},
        {%- endfor %}
        case when keeps_text then {{ omnichannel_rfm.row_text() }} end as row_text

    from judged

)

select * from customer_rows
