{%- if omnichannel_rfm.reads_what_is_built() %}
with

customer_groups as (

    select distinct segment from {{ ref('omnichannel_rfm', 'int_customer_groups') }}

),

segments as (

    select * from {{ ref('omnichannel_rfm', 'segments') }}

)

select customer_groups.segment

from customer_groups

left join segments
    on customer_groups.segment = segments.segment

where segments.segment is null
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}
