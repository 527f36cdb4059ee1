{#- A quick condition on a typed customer row that is true only if no rejection reason applies. -#}
{% macro is_sound_customer() -%}
    {%- set earliest = omnichannel_rfm.setting('earliest_order_date') -%}
    {%- set latest = [
        omnichannel_rfm.setting('latest_order_date'),
        omnichannel_rfm.setting('analysis_date') or omnichannel_rfm.setting('latest_order_date')
    ] | min -%}
    (
        {{ omnichannel_rfm.is_plain_id('customer_id') }}
        {%- if omnichannel_rfm.anonymous_ids() %}
        and customer_id not in ({{ omnichannel_rfm.anonymous_ids() }})
        {%- endif %}
        and first_order_date between cast('{{ earliest }}' as date) and last_order_date
        and last_order_date <= cast('{{ latest }}' as date)
        and last_order_date = greatest(
            coalesce(last_online_order_date, last_offline_order_date),
            coalesce(last_offline_order_date, last_online_order_date)
        )
        {%- for channel in ['online', 'offline'] %}
        and case
            when {{ channel }}_order_count > 0
                then last_{{ channel }}_order_date >= first_order_date and {{ channel }}_spend >= 0
            else
                {{ channel }}_order_count = 0
                and {{ channel }}_spend = 0
                and last_{{ channel }}_order_date_text is null
        end
        {%- endfor %}
        and online_order_count + offline_order_count > 0
        {%- for list in ['category_list', 'store_company_list'] %}
        and coalesce(({{ list }}_text like '[%') = ({{ list }}_text like '%]'), true)
        {%- endfor %}
        {%- for field in omnichannel_rfm.attribute_fields() %}
        and coalesce(not {{ dbt.position('chr(31)', field ~ '_text') }} > 0, true)
        {%- endfor %}
    )
{%- endmacro %}
