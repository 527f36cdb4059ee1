with

conditions as (

    select * from {{ ref('omnichannel_rfm', 'int_campaign_conditions') }}

),

steps as (

    select
        campaign_id,
        step,
        {{ omnichannel_rfm.ordered_list('words_en', '; ', 'condition_number') }} as words_en,
        {{ omnichannel_rfm.ordered_list('words_tr', '; ', 'condition_number') }} as words_tr

    from conditions

    group by
        campaign_id,
        step

)

select * from steps
