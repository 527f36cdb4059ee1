select
    as_of_date,
    scoring_rules,
    count(*) as customers

from {{ ref('omnichannel_rfm', 'customer_segments_history') }}

where scoring_rules <> {{ omnichannel_rfm.scoring_rules() }}

group by
    as_of_date,
    scoring_rules
