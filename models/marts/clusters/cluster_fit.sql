{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

fit as (

    select * from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

run_date as (

    select max(analysis_date) as analysis_date from {{ ref('omnichannel_rfm', 'segments') }}

),

described as (

    select
        cast('{{ omnichannel_rfm.cluster_recipe() }}' as varchar) as recipe,
        run_date.analysis_date,
        fit.fitted_on,
        fit.customers,
        fit.fitted_customers,
        fit.ward_customers,
        fit.cluster_count,
        fit.is_refitted,
        cast(fit.adjusted_rand_index as decimal(9, 6)) as adjusted_rand_index,
        cast(fit.not_estimable_because is null as boolean) as is_estimable,
        fit.not_estimable_because,
        {{ omnichannel_rfm.run_columns() }}

    from fit

    cross join run_date

)

select * from described
