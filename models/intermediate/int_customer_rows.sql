{{ config(materialized='table') }}

{%- set fields = omnichannel_rfm.customer_fields() %}

with

customers as (

    select * from {{ ref('stg_flo__customers') }}

),

judged as (

    select
        *,
        -- nearly every row is sound, and one look tells; only the others are asked everything
        case
            when {{ omnichannel_rfm.is_sound_customer() }} then null
            else {{ omnichannel_rfm.joined_reasons(omnichannel_rfm.rejection_reasons()) }}
        end as rejection_reasons

    from customers

),

-- the text is kept where the typed value does not tell it: of rejected rows, of trimmed or blank text
customer_rows as (

    select
        rejection_reasons
        {%- for field, layout in fields.items() %},
        {{ field }},
        case
            when
                rejection_reasons is not null
                or ({{ field }} is null and {{ field }}_text is not null)
                {%- if layout.kind == 'text' %}
                or {{ field }}_text <> {{ field }}
                {%- endif %}
                then {{ field }}_text
        end as {{ field }}_text
        {%- endfor %}

    from judged

)

select * from customer_rows
