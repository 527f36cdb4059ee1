with

column_values as (

    select * from {{ ref(
        'omnichannel_rfm', 'int_column_values_of_' ~ omnichannel_rfm.input_form()
    ) }}

),

counted as (

    select
        field,
        sum(occurrences) as row_count,
        sum(
            case
                when coalesce(text_value, other_text) is null and number_value is null
                    then occurrences
                else 0
            end
        ) as null_count,
        sum(
            case
                when
                    coalesce(text_value, other_text) is not null
                    and coalesce(text_value, {{ omnichannel_rfm.clean_text('other_text') }}, '[]')
                    = '[]'
                    then occurrences
                else 0
            end
        ) as empty_count,
        count(text_value) + count(number_value) + count(other_text) as distinct_count,
        min(text_value) as smallest_text,
        max(text_value) as largest_text

    from column_values

    group by field
    {%- if omnichannel_rfm.input_form() == 'customers' %}

    union all

    select * from {{ ref('omnichannel_rfm', 'int_customer_id_counts') }}
    {%- endif %}

)

select * from counted
