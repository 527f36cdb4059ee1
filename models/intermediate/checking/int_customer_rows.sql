{{
    config(
        enabled=omnichannel_rfm.input_form() == 'customers',
        materialized='table'
    )
}}

{%- set fields = omnichannel_rfm.customer_fields() %}
{%- set attribute_fields = omnichannel_rfm.attribute_fields() %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'stg_flo__customers') }}

),

-- nearly every row is sound, and one look tells
looked_at as (

    select
        *,
        coalesce({{ omnichannel_rfm.is_sound_customer() }}, false) as is_sound

    from customers

),

-- only the others are asked for every reason
judged as (

    select
        *,
        case
            when not is_sound
                then {{ omnichannel_rfm.joined_reasons(omnichannel_rfm.rejection_reasons()) }}
        end as rejection_reasons

    from looked_at

),

-- one column for four texts that have few combinations; the whole text of the others is kept,
-- and that of an id that was trimmed
customer_rows as (

    select
        rejection_reasons,
        {%- for field in fields if field not in attribute_fields %}
        {{ field }},
        {%- endfor %}
        case
            when is_sound then {{ omnichannel_rfm.joined_texts(attribute_fields, false) }}
            else {{ omnichannel_rfm.joined_texts(attribute_fields) }}
        end as attributes,
        case
            when not is_sound or customer_id <> customer_id_text
                then {{ omnichannel_rfm.row_text() }}
        end as row_text

    from judged

)

select * from customer_rows
