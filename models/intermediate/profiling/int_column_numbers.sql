{%- set quartiles = {'first_quartile': 1, 'median': 2, 'third_quartile': 3} %}

with

positioned as (

    select
        field,
        number_value,
        occurrences,
        sum(occurrences) over (
            partition by field order by number_value
            rows between unbounded preceding and current row
        ) as rows_so_far,
        sum(occurrences) over (partition by field) as all_rows

    from {{ ref('omnichannel_rfm', 'int_column_values_of_' ~ omnichannel_rfm.input_form()) }}

    where number_value is not null

),

-- a quartile lies between the values at two positions, in quarters of the way
numbers as (

    select
        field,
        sum(occurrences) as number_count,
        sum(cast(number_value as {{ omnichannel_rfm.wide_decimal(2) }}) * occurrences)
            as number_sum,
        sum(
            {{ omnichannel_rfm.cents('number_value') }}
            * {{ omnichannel_rfm.cents('number_value') }}
            * occurrences
        ) as squared_cents,
        cast(min(number_value) as decimal(18, 2)) as smallest_number,
        cast(max(number_value) as decimal(18, 2)) as largest_number,
        {%- for name, quarter in quartiles.items() %}
        {%- set position = '(all_rows - 1) * ' ~ quarter %}
        cast(
            sum(
                number_value * (
                    case
                        when floor({{ position }} / 4) >= rows_so_far - occurrences
                            and floor({{ position }} / 4) < rows_so_far
                            then 4 - mod({{ position }}, 4)
                        else 0
                    end
                    + case
                        when floor({{ position }} / 4) + 1 >= rows_so_far - occurrences
                            and floor({{ position }} / 4) + 1 < rows_so_far
                            then mod({{ position }}, 4)
                        else 0
                    end
                )
            ) * {{ omnichannel_rfm.decimal_literal('0.25') }} as decimal(18, 4)
        ) as {{ name }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from positioned

    group by field

)

select * from numbers
