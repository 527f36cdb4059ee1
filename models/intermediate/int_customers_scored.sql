{%- set method = omnichannel_rfm.setting('scoring_method') %}

with

scored as (

    select * from {{ ref('int_customers_scored_by_' ~ ('window' if method == 'ntile_window' else 'cuts')) }}

),

coded as (

    select
        *,
        concat(cast(recency_score as varchar), cast(frequency_score as varchar)) as rf_score,
        concat(
            cast(recency_score as varchar),
            cast(frequency_score as varchar),
            cast(monetary_score as varchar)
        ) as rfm_score

    from scored

)

select * from coded
