{%- set fields = omnichannel_rfm.customer_fields() %}

with

customers_checked as (

    select * from {{ ref('int_customers_checked') }}

    where rejection_reasons is not null

),

rejected as (

    select
        -- rows alike in every column stand in for each other: the same numbers in any order
        row_number() over (
            order by
                {%- for field in fields %}
                {{ field }}_text nulls first,
                {%- endfor %}
                rejection_reasons
        ) as rejected_row_number,
        rejection_reasons,
        {%- for field in fields %}
        {{ field }}_text as {{ field }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers_checked

)

select * from rejected

order by rejected_row_number
