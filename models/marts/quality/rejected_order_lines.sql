{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set fields = omnichannel_rfm.order_fields() %}

with

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'int_order_lines_checked') }}

    where rejection_reasons is not null

),

texts as (

    select
        rejection_reasons,
        {%- for field in fields %}
        {{ omnichannel_rfm.text_from_joined(field, fields, 'order_line_text') }} as {{ field }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from order_lines

),

rejected as (

    select
        -- lines alike in every column stand in for each other: the same numbers in any order
        cast(
            row_number() over (
                order by
                    {%- for field in fields %}
                    {{ field }} nulls first,
                    {%- endfor %}
                    rejection_reasons
            ) as bigint
        ) as rejected_row_number,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        rejection_reasons,
        {%- for field in fields %}
        {{ field }},
        {%- endfor %}
        {{ omnichannel_rfm.run_columns() }}

    from texts

)

select * from rejected

order by rejected_row_number
