{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

{%- set has_backtest = omnichannel_rfm.setting('backtest_orders_file') is not none %}

with

run_date as (

    select max(analysis_date) as analysis_date from {{ ref('omnichannel_rfm', 'segments') }}

),

fits as (

    select
        'customers' as fit,
        '{{ omnichannel_rfm.setting('lifetime_value_recipe') }}' as recipe,
        run_date.analysis_date as fitted_on,
        fitted.*

    from {{ ref('omnichannel_rfm', 'int_lifetime_value_fit') }} as fitted

    cross join run_date
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
        cast(fits.fit as varchar) as fit,
        fits.model,
        fits.parameter,
        run_date.analysis_date,
        cast(fits.recipe as varchar) as recipe,
        fits.fitted_on,
        fits.parameter_value,
        fits.lower_bound,
        fits.upper_bound,
        fits.log_likelihood,
        fits.fitted_rows,
        fits.fitted_customers,
        cast(
            case
                when fits.is_estimable then true
                when fits.not_estimable_because in ('no_convergence', 'no_variance') then false
            end as boolean
        ) as is_converged,
        fits.is_estimable,
        fits.not_estimable_because,
        fits.note,
        cast(
            case
                when fits.fit = 'customers'
                    then {{ omnichannel_rfm.setting('lifetime_value_horizon_months') }}
            end as integer
        ) as horizon_months,
        {{ omnichannel_rfm.run_columns() }}

    from fits

    cross join run_date

)

select * from parameters

order by fit, model, parameter
