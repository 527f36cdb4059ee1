with

candidates as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_candidates') }}

    where missed_conditions = 1

),

conditions as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_steps') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by campaign_id, first_missed_step
            order by
                coalesce(short_by, 999999999999) asc,
                rank_value desc,
                customer_id asc
        ) as place

    from candidates

),

near_misses as (

    select
        ranked.campaign_id,
        ranked.customer_id,
        ranked.analysis_date,
        cast(conditions.words_en as {{ dbt.type_string() }}) as condition_en,
        cast(conditions.words_tr as {{ dbt.type_string() }}) as condition_tr,
        ranked.short_by,
        ranked.segment,
        ranked.monetary,
        {{ omnichannel_rfm.run_columns() }}

    from ranked

    inner join conditions
        on ranked.campaign_id = conditions.campaign_id
        and ranked.first_missed_step = conditions.step

    where ranked.place <= 1000

)

select * from near_misses

order by campaign_id, customer_id
