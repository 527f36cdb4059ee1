{%- set fields = omnichannel_rfm.customer_fields() %}
{%- set mapped = omnichannel_rfm.setting('customer_columns') %}

with

customers as (

    select * from {{ ref('stg_flo__customers') }}

),

analysis_date as (

    select analysis_date from {{ ref('int_analysis_date') }}

),

-- one pass over the input for all columns
aggregated as (

    select
        count(*) as row_count,
        {%- for field, layout in fields.items() %}
        {%- set text = field ~ '_text' %}
        sum(case when {{ text }} is null then 1 else 0 end) as {{ field }}_nulls,
        sum(
            case
                when
                    {{ text }} is not null
                    and coalesce({{ omnichannel_rfm.clean_text(text) }}, '[]') = '[]'
                    then 1
                else 0
            end
        ) as {{ field }}_empties,
        count(distinct {{ text }}) as {{ field }}_distinct,
        {%- if layout.kind in ['integer', 'decimal'] %}
        min(cast({{ field }} as decimal(38, 2))) as {{ field }}_minimum,
        max(cast({{ field }} as decimal(38, 2))) as {{ field }}_maximum,
        count({{ field }}) as {{ field }}_count,
        sum(cast({{ field }} as decimal(38, 2))) as {{ field }}_sum,
        sum({{ omnichannel_rfm.cents(field) }} * {{ omnichannel_rfm.cents(field) }})
            as {{ field }}_squares,
        {{ omnichannel_rfm.quantile(field, 0.25) }} as {{ field }}_first_quartile,
        {{ omnichannel_rfm.quantile(field, 0.5) }} as {{ field }}_median,
        {{ omnichannel_rfm.quantile(field, 0.75) }} as {{ field }}_third_quartile
        {%- else %}
        min({{ field }}) as {{ field }}_minimum,
        max({{ field }}) as {{ field }}_maximum
        {%- endif %}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers

),

profiles as (

    {%- for field, layout in fields.items() %}
    {%- set is_number = layout.kind in ['integer', 'decimal'] %}
    select
        {{ omnichannel_rfm.text_literal(mapped.get(field, layout.column)) }} as column_name,
        {{ loop.index }} as column_position,
        '{{ layout.kind }}' as column_type,
        row_count,
        {{ field }}_nulls as null_count,
        {{ field }}_empties as empty_count,
        {{ field }}_distinct as distinct_count,
        {%- if layout.kind == 'integer' %}
        cast(cast({{ field }}_minimum as bigint) as varchar) as minimum,
        cast(cast({{ field }}_maximum as bigint) as varchar) as maximum,
        {%- else %}
        cast({{ field }}_minimum as varchar) as minimum,
        cast({{ field }}_maximum as varchar) as maximum,
        {%- endif %}
        {%- if is_number %}
        {{ omnichannel_rfm.exact_ratio(field ~ '_sum', field ~ '_count', 8) }} as mean,
        -- sums of squared cents are whole numbers: no rounding before the root
        cast(
            sqrt(
                cast(
                    {{ field }}_count * {{ field }}_squares
                    - {{ omnichannel_rfm.cents(field ~ '_sum') }}
                    * {{ omnichannel_rfm.cents(field ~ '_sum') }} as double
                )
                / nullif(cast({{ field }}_count as double) * ({{ field }}_count - 1), 0)
            ) / 100 as decimal(18, 6)
        ) as standard_deviation,
        {{ field }}_first_quartile as first_quartile,
        {{ field }}_median as median,
        {{ field }}_third_quartile as third_quartile
        {%- else %}
        cast(null as decimal(18, 8)) as mean,
        cast(null as decimal(18, 6)) as standard_deviation,
        cast(null as decimal(18, 4)) as first_quartile,
        cast(null as decimal(18, 4)) as median,
        cast(null as decimal(18, 4)) as third_quartile
        {%- endif %}

    from aggregated
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

typed as (

    select
        profiles.column_name,
        cast(profiles.column_position as integer) as column_position,
        profiles.column_type,
        analysis_date.analysis_date,
        cast(profiles.row_count as bigint) as row_count,
        cast(coalesce(profiles.null_count, 0) as bigint) as null_count,
        cast(coalesce(profiles.empty_count, 0) as bigint) as empty_count,
        cast(profiles.distinct_count as bigint) as distinct_count,
        profiles.minimum,
        profiles.maximum,
        profiles.mean,
        profiles.standard_deviation,
        profiles.first_quartile,
        profiles.median,
        profiles.third_quartile

    from profiles

    cross join analysis_date

)

select * from typed

order by column_position
