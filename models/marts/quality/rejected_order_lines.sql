{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set fields = omnichannel_rfm.order_fields() %}

with

order_lines as (

    select * from {{ ref('omnichannel_rfm', 'int_order_lines_checked') }}

    where rejection_reasons is not null

),

analysis_date as (

    select analysis_date from {{ ref('omnichannel_rfm', 'int_analysis_date') }}

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
                    texts.{{ field }} nulls first,
                    {%- endfor %}
                    texts.rejection_reasons
            ) as bigint
        ) as rejected_row_number,
        analysis_date.analysis_date,
        texts.rejection_reasons,
        {%- for field in fields %}
        texts.{{ field }},
        {%- endfor %}
        {{ omnichannel_rfm.run_columns() }}

    from texts

    cross join analysis_date

)

select * from rejected

order by rejected_row_number
