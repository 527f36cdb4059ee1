{%- set fields = omnichannel_rfm.customer_fields() -%}

with

customers as (

    select * from {{ ref('base_flo__customers') }}

),

typed as (

    select
        ---------- ids
        {{ omnichannel_rfm.clean_text('customer_id') }} as customer_id,

        ---------- text
        {%- for text in ['order_channel', 'last_order_channel', 'category_list', 'store_company_list'] %}
        {{ omnichannel_rfm.clean_text(text) }} as {{ text }},
        {%- endfor %}

        ---------- numerics: null where the number is no count or no amount in whole cents
        {%- for count in ['online_order_count', 'offline_order_count'] %}
        {{ omnichannel_rfm.exact_number_from_text(count, 'integer') }} as {{ count }},
        {%- endfor %}
        {%- for spend in ['online_spend', 'offline_spend'] %}
        {{ omnichannel_rfm.exact_number_from_text(spend, 'decimal(18, 2)') }} as {{ spend }},
        {%- endfor %}

        ---------- dates
        {%- for date in [
            'first_order_date', 'last_order_date', 'last_online_order_date', 'last_offline_order_date'
        ] %}
        {{ omnichannel_rfm.date_from_text(date) }} as {{ date }},
        {%- endfor %}

        ---------- the row as it came
        {%- for field in fields %}
        {{ field }} as {{ field }}_text
        {{- ',' if not loop.last }}
        {%- endfor %}

    from customers

)

select * from typed
