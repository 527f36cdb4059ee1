{%- if omnichannel_rfm.reads_what_is_built() %}
with

named as (

    select
        'campaign_targets' as mart,
        customer_id,
        segment

    from {{ ref('omnichannel_rfm', 'campaign_targets') }}

    union all

    select
        'top_customers' as mart,
        customer_id,
        segment

    from {{ ref('omnichannel_rfm', 'top_customers') }}

),

customer_segments as (

    select
        customer_segments.customer_id,
        customer_segments.segment

    from {{ ref('omnichannel_rfm', 'customer_segments') }} as customer_segments

    where customer_segments.customer_id in (select named.customer_id from named)

)

select named.*

from named

left join customer_segments
    on named.customer_id = customer_segments.customer_id
    and named.segment = customer_segments.segment

where customer_segments.customer_id is null
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}
