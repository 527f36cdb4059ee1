{%- if omnichannel_rfm.reads_what_is_built() %}
with

ranked as (

    select * from {{ ref('omnichannel_rfm', 'top_customers') }}

),

-- only these, so that nobody else is scored for this
customer_segments as (

    select
        customer_segments.customer_id,
        customer_segments.segment

    from {{ ref('omnichannel_rfm', 'customer_segments') }} as customer_segments

    where customer_segments.customer_id in (select ranked.customer_id from ranked)

)

select ranked.*

from ranked

left join customer_segments
    on ranked.customer_id = customer_segments.customer_id
    and ranked.segment = customer_segments.segment

where customer_segments.customer_id is null
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}
