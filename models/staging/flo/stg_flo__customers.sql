{%- set fields = omnichannel_rfm.customer_fields() -%}

with

customers as (

    select * from {{ ref('base_flo__customers') }}

),

cleaned as (

    select
        {%- for field in fields %}
        {{ field }} as {{ field }}_text,
        {{ omnichannel_rfm.clean_text(field) }} as {{ field }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers

),

numbers as (

    select
        *,
        {{ omnichannel_rfm.number_from_text('online_order_count') }} as online_order_count_number,
        {{ omnichannel_rfm.number_from_text('offline_order_count') }} as offline_order_count_number,
        {{ omnichannel_rfm.number_from_text('online_spend') }} as online_spend_number,
        {{ omnichannel_rfm.number_from_text('offline_spend') }} as offline_spend_number

    from cleaned

),

typed as (

    select
        ---------- ids
        customer_id,

        ---------- text
        order_channel,
        last_order_channel,
        category_list,
        store_company_list,

        ---------- numerics: null where the number is no count or no amount in whole cents
        {%- for count in ['online_order_count', 'offline_order_count'] %}
        {{ omnichannel_rfm.exact_cast(count ~ '_number', 'integer') }} as {{ count }},
        {%- endfor %}
        {%- for spend in ['online_spend', 'offline_spend'] %}
        {{ omnichannel_rfm.exact_cast(spend ~ '_number', 'decimal(18, 2)') }} as {{ spend }},
        {%- endfor %}
        online_order_count_number,
        offline_order_count_number,
        online_spend_number,
        offline_spend_number,

        ---------- dates
        {{ omnichannel_rfm.date_from_text('first_order_date') }} as first_order_date,
        {{ omnichannel_rfm.date_from_text('last_order_date') }} as last_order_date,
        {{ omnichannel_rfm.date_from_text('last_online_order_date') }} as last_online_order_date,
        {{ omnichannel_rfm.date_from_text('last_offline_order_date') }} as last_offline_order_date,

        ---------- the row as it came
        {%- for field in fields %}
        {{ field }}_text
        {{- ',' if not loop.last }}
        {%- endfor %}

    from numbers

),

totalled as (

    select
        *,
        online_order_count + offline_order_count as total_order_count,
        cast(online_spend + offline_spend as decimal(18, 2)) as total_spend

    from typed

)

select * from totalled
