with

counts as (

    select * from {{ ref('omnichannel_rfm', 'int_column_counts') }}

),

numbers as (

    select * from {{ ref('omnichannel_rfm', 'int_column_numbers') }}

),

fields as (

    {%- for field, layout in omnichannel_rfm.profiled_fields().items() %}
    select
        '{{ field }}' as field,
        {{ omnichannel_rfm.text_literal(layout.column) }} as column_name,
        {{ loop.index }} as column_position,
        '{{ layout.kind }}' as column_type
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

profiles as (

    select
        fields.column_name,
        cast(fields.column_position as integer) as column_position,
        fields.column_type,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cast(coalesce(counts.row_count, 0) as bigint) as row_count,
        cast(coalesce(counts.null_count, 0) as bigint) as null_count,
        cast(coalesce(counts.empty_count, 0) as bigint) as empty_count,
        cast(coalesce(counts.distinct_count, 0) as bigint) as distinct_count,
        {%- for end, size in {'minimum': 'smallest', 'maximum': 'largest'}.items() %}
        case fields.column_type
            when 'integer'
                then cast(cast(numbers.{{ size }}_number as bigint) as {{ dbt.type_string() }})
            when 'decimal' then cast(numbers.{{ size }}_number as {{ dbt.type_string() }})
            else counts.{{ size }}_text
        end as {{ end }},
        {%- endfor %}
        {{ omnichannel_rfm.exact_ratio(
            'numbers.number_sum', 'numbers.number_count', 8
        ) }} as mean,
        -- sums of squared cents are whole numbers: no rounding before the root
        cast(
            sqrt(
                cast(
                    numbers.number_count * numbers.squared_cents
                    - {{ omnichannel_rfm.cents('numbers.number_sum') }}
                    * {{ omnichannel_rfm.cents('numbers.number_sum') }}
                    as {{ omnichannel_rfm.double_type() }}
                )
                / nullif(
                    cast(numbers.number_count as {{ omnichannel_rfm.double_type() }})
                    * (numbers.number_count - 1),
                    0
                )
            ) / 100 as decimal(18, 6)
        ) as standard_deviation,
        numbers.first_quartile,
        numbers.median,
        numbers.third_quartile,
        {{ omnichannel_rfm.run_columns() }}

    from fields

    left join counts
        on fields.field = counts.field

    left join numbers
        on fields.field = numbers.field

)

select * from profiles

order by column_position
