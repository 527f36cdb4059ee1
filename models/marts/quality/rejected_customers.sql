{%- set fields = omnichannel_rfm.customer_fields() %}

with

customers_checked as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_checked') }}

    where rejection_reasons is not null

),

rejected as (

    select
        -- rows alike in every column stand in for each other: the same numbers in any order
        cast(
            row_number() over (
                order by
                    {%- for field in fields %}
                    {{ omnichannel_rfm.text_from_row(field, 'row_text') }}
                    nulls first,
                    {%- endfor %}
                    rejection_reasons
            ) as bigint
        ) as rejected_row_number,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        rejection_reasons,
        {%- for field in fields %}
        {{ omnichannel_rfm.text_from_row(field, 'row_text') }} as {{ field }},
        {%- endfor %}
        {{ omnichannel_rfm.run_columns() }}

    from customers_checked

)

select * from rejected

order by rejected_row_number
