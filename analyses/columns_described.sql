with

source_profile as (

    select * from {{ ref('omnichannel_rfm', 'source_profile') }}

),

described as (

    select
        column_position,
        column_name,
        column_type,
        row_count,
        null_count + empty_count as blank_count,
        distinct_count,
        mean,
        standard_deviation,
        minimum,
        first_quartile,
        median,
        third_quartile,
        maximum

    from source_profile

)

select * from described

order by column_position
