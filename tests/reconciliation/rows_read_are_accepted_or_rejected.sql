{%- if omnichannel_rfm.reads_what_is_built() %}
-- customer_segments_is_sound proves that the customers accepted are those of customer_segments
with

accepted as (

    select coalesce(sum(customers), 0) as customers

    from {{ ref('omnichannel_rfm', 'int_customer_attributes') }}

),

counted as (

    {%- if omnichannel_rfm.input_form() == 'orders' %}
    select
        (select count(*) from {{ ref('omnichannel_rfm', 'stg_orders__lines') }}) as rows_read,
        (
            select count(*) from {{ ref('omnichannel_rfm', 'int_order_lines_checked') }}

            where rejection_reasons is null
        ) as accepted,
        (select count(*) from {{ ref('omnichannel_rfm', 'rejected_order_lines') }}) as rejected

    union all

    select
        (
            select count(distinct customer_id) from {{ ref('omnichannel_rfm', 'int_order_lines_checked') }}

            where rejection_reasons is null
        ) as rows_read,
        (select customers from accepted) as accepted,
        (select count(*) from {{ ref('omnichannel_rfm', 'rejected_customers') }}) as rejected
    {%- else %}
    select
        (select count(*) from {{ ref('omnichannel_rfm', 'stg_flo__customers') }}) as rows_read,
        (select customers from accepted) as accepted,
        (select count(*) from {{ ref('omnichannel_rfm', 'rejected_customers') }}) as rejected
    {%- endif %}

)

select *

from counted

where rows_read <> accepted + rejected
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}
