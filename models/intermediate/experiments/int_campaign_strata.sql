with

sums as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_sums') }}

),

-- once for all customers together, and once for those of each segment
of_segments as (

    {%- for segment in ["'all'", 'segment'] %}

    select
        campaign_id,
        arm,
        {{ segment }} as segment,
        stratum,
        measure,
        is_share,
        customers,
        positives,
        total,
        squares

    from sums

    {%- if loop.first %}

    union all
    {%- else %}

    where segment is not null
    {%- endif %}
    {%- endfor %}

),

treatments as (

    select distinct
        campaign_id,
        arm

    from sums

    where arm <> 'control'

),

strata as (

    select
        treatments.campaign_id,
        treatments.arm,
        of_segments.measure,
        of_segments.is_share,
        of_segments.segment,
        of_segments.stratum,
        sum(of_segments.customers) as members
        {%- for side, arm in [['treated', 'treatments.arm'], ['control', "'control'"]] %}
        {%- for column, type in {
            'customers': 'bigint',
            'positives': 'bigint',
            'total': omnichannel_rfm.wide_decimal(6),
            'squares': omnichannel_rfm.wide_decimal(12),
        }.items() %},
        cast(
            sum(case when of_segments.arm = {{ arm }} then of_segments.{{ column }} else 0 end)
            as {{ type }}
        ) as {{ side }}_{{ column }}
        {%- endfor %}
        {%- endfor %}

    from treatments

    inner join of_segments
        on treatments.campaign_id = of_segments.campaign_id

    group by
        treatments.campaign_id,
        treatments.arm,
        of_segments.measure,
        of_segments.is_share,
        of_segments.segment,
        of_segments.stratum

)

select * from strata
