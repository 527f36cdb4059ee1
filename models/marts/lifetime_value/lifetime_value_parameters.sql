{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

{%- set has_backtest = omnichannel_rfm.setting('backtest_orders_file') is not none %}

with

fits as (

    select
        'customers' as fit,
        '{{ omnichannel_rfm.setting('lifetime_value_recipe') }}' as recipe,
        {{ omnichannel_rfm.analysis_date() }} as fitted_on,
        fitted.*

    from {{ ref('omnichannel_rfm', 'int_lifetime_value_fit') }} as fitted
    {%- if has_backtest %}

    union all

    select
        'backtest' as fit,
        'sound' as recipe,
        cast('{{ omnichannel_rfm.setting('backtest_calibration_end_date') }}' as date) as fitted_on,
        fitted.*

    from {{ ref('omnichannel_rfm', 'int_backtest_fit') }} as fitted
    {%- endif %}

),

parameters as (

    select
        cast(fit as varchar) as fit,
        model,
        parameter,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        cast(recipe as varchar) as recipe,
        fitted_on,
        parameter_value,
        lower_bound,
        upper_bound,
        log_likelihood,
        fitted_rows,
        fitted_customers,
        cast(
            case
                when is_estimable then true
                when not_estimable_because in ('no_convergence', 'no_variance') then false
            end as boolean
        ) as is_converged,
        is_estimable,
        not_estimable_because,
        note,
        cast(
            case
                when fit = 'customers'
                    then {{ omnichannel_rfm.setting('lifetime_value_horizon_months') }}
            end as integer
        ) as horizon_months,
        {{ omnichannel_rfm.run_columns() }}

    from fits

)

select * from parameters

order by fit, model, parameter
