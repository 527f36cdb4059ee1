select
    segments.customer_id as client_no,
    labels.name_en as segment_name,
    segments.monetary as revenue

from {{ ref('omnichannel_rfm', 'customer_segments') }} as segments

inner join {{ ref('omnichannel_rfm', 'segments') }} as labels
    on segments.segment = labels.segment
