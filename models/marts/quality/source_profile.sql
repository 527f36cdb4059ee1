{%- set is_order_form = omnichannel_rfm.input_form() == 'orders' %}
{%- set fields = {} %}
{%- for field, layout in (
    omnichannel_rfm.order_fields() if is_order_form else omnichannel_rfm.customer_fields()
).items() if layout.kind != 'personal' %}
{%- do fields.update({field: layout}) %}
{%- endfor %}
{%- set mapped = omnichannel_rfm.order_layout().columns if is_order_form
    else omnichannel_rfm.setting('customer_columns') %}
{%- set quartiles = {'first_quartile': 1, 'median': 2, 'third_quartile': 3} %}

with

column_values as (

    select * from {{ ref('omnichannel_rfm', 'int_column_values') }}

),

{%- if not is_order_form %}

-- two looks at the rows: a distinct count beside other counts would store all ids
customer_ids as (

    select
        count(*) as row_count,
        count(customer_id) as id_count,
        min(customer_id) as minimum,
        max(customer_id) as maximum

    from {{ ref('omnichannel_rfm', 'int_customer_rows') }}

),

rows_without_id as (

    select {{ omnichannel_rfm.text_from_row('customer_id') }} as other_text

    from {{ ref('omnichannel_rfm', 'int_customer_rows') }}

    where customer_id is null

),

other_texts as (

    select
        count(other_text) as text_count,
        count(distinct other_text) as distinct_count

    from rows_without_id

),

repeats as (

    select count(*) - count(distinct customer_id) as repeats

    from {{ ref('omnichannel_rfm', 'int_repeated_customer_rows') }}

),
{%- endif %}

fields as (

    {%- for field, layout in fields.items() %}
    select
        '{{ field }}' as field,
        {{ omnichannel_rfm.text_literal(mapped.get(field, layout.column)) }} as column_name,
        {{ loop.index }} as column_position,
        '{{ layout.kind }}' as column_type
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

positioned as (

    select
        *,
        sum(occurrences) over (
            partition by field order by number_value
            rows between unbounded preceding and current row
        ) as rows_so_far

    from column_values

    where number_value is not null

),

number_counts as (

    select
        field,
        sum(occurrences) as number_count,
        sum(cast(number_value as {{ omnichannel_rfm.wide_decimal(2) }}) * occurrences)
            as number_sum,
        sum(
            {{ omnichannel_rfm.cents('number_value') }}
            * {{ omnichannel_rfm.cents('number_value') }}
            * occurrences
        ) as squares,
        min(number_value) as minimum,
        max(number_value) as maximum

    from column_values

    where number_value is not null

    group by field

),

-- a quartile lies between the values at two positions, in quarters of the way
quartiles as (

    select
        number_counts.field,
        {%- for name, quarter in quartiles.items() %}
        {%- set position = '(number_counts.number_count - 1) * ' ~ quarter %}
        {%- set first_row = 'positioned.rows_so_far - positioned.occurrences' %}
        cast(
            sum(
                positioned.number_value * (
                    case
                        when floor({{ position }} / 4) >= {{ first_row }}
                            and floor({{ position }} / 4) < positioned.rows_so_far
                            then 4 - mod({{ position }}, 4)
                        else 0
                    end
                    + case
                        when floor({{ position }} / 4) + 1 >= {{ first_row }}
                            and floor({{ position }} / 4) + 1 < positioned.rows_so_far
                            then mod({{ position }}, 4)
                        else 0
                    end
                )
            ) * {{ omnichannel_rfm.decimal_literal('0.25') }} as decimal(18, 4)
        ) as {{ name }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from number_counts

    inner join positioned
        on number_counts.field = positioned.field

    group by number_counts.field

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
        min(text_value) as minimum,
        max(text_value) as maximum

    from column_values

    group by field
    {%- if not is_order_form %}

    union all

    -- ids are as many as rows, but for the repeated ones, which are known
    select
        'customer_id' as field,
        customer_ids.row_count,
        customer_ids.row_count - customer_ids.id_count - other_texts.text_count as null_count,
        other_texts.text_count as empty_count,
        customer_ids.id_count + other_texts.distinct_count - repeats.repeats as distinct_count,
        customer_ids.minimum,
        customer_ids.maximum

    from customer_ids

    cross join other_texts

    cross join repeats
    {%- endif %}

),

profiles as (

    select
        fields.column_name,
        cast(fields.column_position as integer) as column_position,
        fields.column_type,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cast(coalesce(counted.row_count, 0) as bigint) as row_count,
        cast(coalesce(counted.null_count, 0) as bigint) as null_count,
        cast(coalesce(counted.empty_count, 0) as bigint) as empty_count,
        cast(coalesce(counted.distinct_count, 0) as bigint) as distinct_count,
        {%- for end in ['minimum', 'maximum'] %}
        case fields.column_type
            when 'integer'
                then cast(cast(number_counts.{{ end }} as bigint) as {{ dbt.type_string() }})
            when 'decimal' then cast(number_counts.{{ end }} as {{ dbt.type_string() }})
            else counted.{{ end }}
        end as {{ end }},
        {%- endfor %}
        {{ omnichannel_rfm.exact_ratio(
            'number_counts.number_sum', 'number_counts.number_count', 8
        ) }} as mean,
        -- sums of squared cents are whole numbers: no rounding before the root
        cast(
            sqrt(
                cast(
                    number_counts.number_count * number_counts.squares
                    - {{ omnichannel_rfm.cents('number_counts.number_sum') }}
                    * {{ omnichannel_rfm.cents('number_counts.number_sum') }}
                    as {{ omnichannel_rfm.double_type() }}
                )
                / nullif(
                    cast(number_counts.number_count as {{ omnichannel_rfm.double_type() }})
                    * (number_counts.number_count - 1),
                    0
                )
            ) / 100 as decimal(18, 6)
        ) as standard_deviation,
        quartiles.first_quartile,
        quartiles.median,
        quartiles.third_quartile,
        {{ omnichannel_rfm.run_columns() }}

    from fields

    left join counted
        on fields.field = counted.field

    left join number_counts
        on fields.field = number_counts.field

    left join quartiles
        on fields.field = quartiles.field

)

select * from profiles

order by column_position
