{{
    config(
        enabled=omnichannel_rfm.setting('scoring_method') == 'ntile_window',
        materialized='table'
    )
}}

{%- set buckets = omnichannel_rfm.setting('score_buckets') %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_measured') }}

),

-- customer_id decides between equal values, so a score never changes by chance: decision 0003
scored as (

    select
        *,
        cast(
            ntile({{ buckets }}) over (
                partition by score_partition order by recency_days desc, customer_id asc
            ) as integer
        ) as recency_score,
        cast(
            ntile({{ buckets }}) over (
                partition by score_partition order by frequency asc, customer_id asc
            ) as integer
        ) as frequency_score,
        cast(
            ntile({{ buckets }}) over (
                partition by score_partition order by monetary asc, customer_id asc
            ) as integer
        ) as monetary_score

    from customers

)

select * from scored
