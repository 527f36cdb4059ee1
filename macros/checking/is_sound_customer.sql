{#- A quick condition on a typed customer row that is true only if no rejection reason applies. -#}
{% macro is_sound_customer() -%}
    {%- set earliest = omnichannel_rfm.setting('earliest_order_date') -%}
    {%- set latest = [
        omnichannel_rfm.setting('latest_order_date'),
        omnichannel_rfm.setting('analysis_date') or omnichannel_rfm.setting('latest_order_date')
    ] | min -%}
    {%- set channels = omnichannel_rfm.customer_channels() -%}
    {%- set first_day = 'first_order_date' if 'first_order_date' in omnichannel_rfm.customer_needs()
        else 'coalesce(first_order_date, case when first_order_date_text is null'
            ~ ' then last_order_date end)' -%}
    (
        {{ omnichannel_rfm.is_plain_id('customer_id') }}
        {%- if omnichannel_rfm.anonymous_ids() %}
        and customer_id not in ({{ omnichannel_rfm.anonymous_ids() }})
        {%- endif %}
        and {{ first_day }} between cast('{{ earliest }}' as date) and last_order_date
        and last_order_date <= cast('{{ latest }}' as date)
        {%- if channels | length == 1 %}
        {%- set channel = channels[0] %}
        and {{ channel }}order_count > 0
        and {{ channel }}spend >= 0
        and case
            when last_{{ channel }}order_date_text is null then true
            else last_{{ channel }}order_date = last_order_date
        end
        {%- else %}
        and last_order_date = greatest(
            coalesce(last_online_order_date, last_offline_order_date),
            coalesce(last_offline_order_date, last_online_order_date)
        )
        {%- for channel in channels %}
        and case
            when {{ channel }}order_count > 0
                then last_{{ channel }}order_date >= first_order_date and {{ channel }}spend >= 0
            else
                {{ channel }}order_count = 0
                and {{ channel }}spend = 0
                and last_{{ channel }}order_date_text is null
        end
        {%- endfor %}
        and online_order_count + offline_order_count > 0
        {%- endif %}
        {%- for list in ['category_list', 'store_company_list'] %}
        and coalesce(({{ list }}_text like '[%') = ({{ list }}_text like '%]'), true)
        {%- endfor %}
        {%- for field in omnichannel_rfm.attribute_fields() %}
        and coalesce(not {{ dbt.position('chr(31)', field ~ '_text') }} > 0, true)
        {%- endfor %}
    )
{%- endmacro %}
