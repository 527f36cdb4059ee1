{#- Every customer of customer_segments is counted once, in each group and with all revenue; without
    any group nobody is, unless the table may be empty. -#}
{% test adds_up_to_all_customers(
    model, customers='count(*)', revenue='null', group=none, may_be_empty=false
) %}

{%- if omnichannel_rfm.reads_what_is_built() %}

with

totals as (

    select
        count(*) as all_customers,
        sum(monetary) as all_revenue

    from {{ ref('omnichannel_rfm', 'customer_segments') }}

),

counted as (

    select
        {{ group or "'all'" }} as counted_group,
        cast({{ customers }} as bigint) as counted_customers,
        cast({{ revenue }} as {{ omnichannel_rfm.wide_decimal(2) }}) as counted_revenue

    from {{ model }}
    {%- if group %}

    group by {{ group }}
    {%- endif %}

)

select *

from totals

left join counted
    on 1 = 1

where counted_customers <> all_customers
    or counted_revenue <> all_revenue
    {%- if not may_be_empty %}
    or (counted_group is null and all_customers > 0)
    {%- endif %}
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}

{% endtest %}
