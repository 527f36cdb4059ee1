{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

with

fit as (

    select * from {{ ref('omnichannel_rfm', 'int_cluster_fit') }}

),

described as (

    select
        cast('{{ omnichannel_rfm.cluster_recipe() }}' as varchar) as recipe,
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        fitted_on,
        customers,
        fitted_customers,
        ward_customers,
        cluster_count,
        is_refitted,
        cast(adjusted_rand_index as decimal(9, 6)) as adjusted_rand_index,
        cast(not_estimable_because is null as boolean) as is_estimable,
        not_estimable_because,
        {{ omnichannel_rfm.run_columns() }}

    from fit

)

select * from described
