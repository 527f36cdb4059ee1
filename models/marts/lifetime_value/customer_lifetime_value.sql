{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

run_date as (

    select max(analysis_date) as analysis_date from {{ ref('omnichannel_rfm', 'segments') }}

),

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_lifetime_value_inputs') }}

),

expectations as (

    select * from {{ ref('omnichannel_rfm', 'int_lifetime_value_expectations') }}

),

order_model as (

    select min(not_estimable_because) as reason

    from {{ ref('omnichannel_rfm', 'int_lifetime_value_fit') }}

    where model = 'bg_nbd'

),

value_model as (

    select
        min(not_estimable_because) as reason,
        max(case when parameter = 'p' then parameter_value end) as p,
        max(case when parameter = 'q' then parameter_value end) as q,
        max(case when parameter = 'v' then parameter_value end) as v

    from {{ ref('omnichannel_rfm', 'int_lifetime_value_fit') }}

    where model = 'gamma_gamma'

),

expected as (

    select
        customers.customer_id,
        expectations.probability_alive,
        expectations.expected_orders_3_months,
        expectations.expected_orders_6_months,
        expectations.discounted_orders,
        case
            when customers.is_in_fit
                and customers.spend > 0
                and value_model.p * customers.order_count + value_model.q > 1
                -- Fader and Hardie, note 025: the mean of what the customer may spend, given
                -- what the customer has spent
                then value_model.p * (value_model.v + cast(customers.spend as double))
                    / (value_model.p * customers.order_count + value_model.q - 1)
        end as expected_average_value,
        case
            when not customers.is_in_fit
                then 'single_order'
            when customers.spend <= 0
                then 'no_spend'
            when order_model.reason is not null
                then concat('bg_nbd_', order_model.reason)
            when value_model.reason is not null
                then concat('gamma_gamma_', value_model.reason)
        end as reason

    from customers

    cross join order_model

    cross join value_model

    left join expectations
        on customers.is_in_fit
        and customers.frequency = expectations.frequency
        and customers.recency_days = expectations.recency_days
        and customers.age_days = expectations.age_days

),

valued as (

    select
        customer_id,
        cast(probability_alive as decimal(9, 6)) as probability_alive,
        -- what is beyond twelve places before the point is no expectation to go by
        try_cast(expected_orders_3_months as decimal(18, 6)) as expected_orders_3_months,
        try_cast(expected_orders_6_months as decimal(18, 6)) as expected_orders_6_months,
        try_cast(expected_average_value as decimal(18, 6)) as expected_average_value,
        case
            when reason is null
                then try_cast(discounted_orders * expected_average_value as decimal(18, 6))
        end as lifetime_value,
        reason

    from expected

),

judged as (

    select
        * exclude (reason),
        lifetime_value is not null as is_estimable,
        case
            when lifetime_value is null then coalesce(reason, 'no_finite_expectation')
        end as not_estimable_because

    from valued

),

classed as (

    select
        *,
        case
            when is_estimable
                then ntile(4) over (
                    partition by is_estimable
                    order by lifetime_value asc, customer_id asc
                )
        end as quartile

    from judged

),

lifetime_values as (

    select
        classed.customer_id,
        run_date.analysis_date,
        classed.probability_alive,
        classed.expected_orders_3_months,
        classed.expected_orders_6_months,
        classed.expected_average_value,
        classed.lifetime_value,
        cast(substr('DCBA', cast(classed.quartile as integer), 1) as varchar)
            as lifetime_value_segment,
        classed.is_estimable,
        cast(classed.not_estimable_because as varchar) as not_estimable_because,
        {{ omnichannel_rfm.run_columns() }}

    from classed

    cross join run_date

)

select * from lifetime_values
