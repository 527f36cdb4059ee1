{%- set fields = omnichannel_rfm.customer_fields() -%}

with

customers as (

    select * from {{ ref('stg_flo__customers') }}

),

repeated_ids as (

    select customer_id

    from customers

    where customer_id is not null

    group by customer_id

    having count(*) > 1

),

single_rows as (

    select
        customers.*,
        cast(null as {{ dbt.type_string() }}) as content,
        1 as copy_number,
        false as is_contradictory

    from customers

    left join repeated_ids
        on customers.customer_id = repeated_ids.customer_id

    where repeated_ids.customer_id is null

),

repeated_rows as (

    select
        customers.*,
        -- what the row says once typed: 4 and 4.0 are the same
        concat_ws(
            chr(31)
            {%- for field in fields %},
            coalesce(
                cast(customers.{{ field }} as {{ dbt.type_string() }}),
                customers.{{ field }}_text,
                ''
            )
            {%- endfor %}
        ) as content

    from customers

    inner join repeated_ids
        on customers.customer_id = repeated_ids.customer_id

),

compared_rows as (

    select
        *,
        row_number() over (
            partition by customer_id, content
            order by
                {%- for field in fields %}
                {{ field }}_text{{ ',' if not loop.last }}
                {%- endfor %}
        ) as copy_number,
        min(content) over (partition by customer_id)
        <> max(content) over (partition by customer_id) as is_contradictory

    from repeated_rows

),

all_rows as (

    select * from single_rows

    union all

    select * from compared_rows

)

select * from all_rows
