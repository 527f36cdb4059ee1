{{ config(enabled=omnichannel_rfm.input_form() == 'customers') }}

with

-- two looks at the rows: a distinct count beside other counts would store all ids
customer_ids as (

    select
        count(*) as row_count,
        count(customer_id) as id_count,
        min(customer_id) as smallest_text,
        max(customer_id) as largest_text

    from {{ ref('omnichannel_rfm', 'int_customer_rows') }}

),

other_texts as (

    select
        count({{ omnichannel_rfm.text_from_row('customer_id') }}) as text_count,
        count(distinct {{ omnichannel_rfm.text_from_row('customer_id') }}) as distinct_count

    from {{ ref('omnichannel_rfm', 'int_customer_rows') }}

    where customer_id is null

),

repeats as (

    select count(*) - count(distinct customer_id) as repeats

    from {{ ref('omnichannel_rfm', 'int_repeated_customers') }}

),

-- ids are as many as rows, but for the repeated ones, which are known
counted as (

    select
        'customer_id' as field,
        customer_ids.row_count,
        customer_ids.row_count - customer_ids.id_count - other_texts.text_count as null_count,
        other_texts.text_count as empty_count,
        customer_ids.id_count + other_texts.distinct_count - repeats.repeats as distinct_count,
        customer_ids.smallest_text,
        customer_ids.largest_text

    from customer_ids

    cross join other_texts

    cross join repeats

)

select * from counted
