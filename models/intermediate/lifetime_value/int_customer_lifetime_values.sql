{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_lifetime_value_inputs') }}

),

expectations as (

    select * from {{ ref('omnichannel_rfm', 'int_lifetime_value_expectations') }}

),

fit as (

    select
        min(case when model = 'bg_nbd' then not_estimable_because end) as bg_nbd_reason,
        min(case when model = 'gamma_gamma' then not_estimable_because end) as gamma_gamma_reason,
        {%- for parameter in ['p', 'q', 'v'] %}
        max(case when parameter = '{{ parameter }}' then parameter_value end) as {{ parameter }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from {{ ref('omnichannel_rfm', 'int_lifetime_value_fit') }}

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
                and fit.p * customers.order_count + fit.q > 1
                -- Fader and Hardie, note 025: the mean of what the customer may spend, given
                -- what the customer has spent
                then fit.p * (fit.v + cast(customers.spend as double))
                    / (fit.p * customers.order_count + fit.q - 1)
        end as expected_average_value,
        case
            when not customers.is_in_fit
                then 'single_order'
            when customers.spend <= 0
                then 'no_spend'
            when fit.bg_nbd_reason is not null
                then concat('bg_nbd_', fit.bg_nbd_reason)
            when fit.gamma_gamma_reason is not null
                then concat('gamma_gamma_', fit.gamma_gamma_reason)
        end as reason

    from customers

    cross join fit

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

ranked as (

    select
        *,
        lifetime_value is not null as is_estimable,
        ntile(4) over (
            partition by lifetime_value is not null
            order by lifetime_value asc, customer_id asc
        ) as quartile

    from valued

),

classed as (

    select
        * exclude (reason, quartile),
        case when is_estimable then substr('DCBA', cast(quartile as integer), 1) end
            as lifetime_value_segment,
        case when not is_estimable then coalesce(reason, 'no_finite_expectation') end
            as not_estimable_because

    from ranked

)

select * from classed
