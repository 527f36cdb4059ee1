with

counted as (

    select
        (select count(*) from {{ ref('omnichannel_rfm', 'base_flo__customers') }}) as rows_read,
        (select count(*) from {{ ref('omnichannel_rfm', 'customer_segments') }}) as accepted,
        (select count(*) from {{ ref('omnichannel_rfm', 'rejected_customers') }}) as rejected

)

select *

from counted

where rows_read <> accepted + rejected
