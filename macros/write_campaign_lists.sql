{#- Writes one CSV of customer ids per applied campaign, all or none; returns what was written. -#}
{% macro write_campaign_lists() %}
    {%- do return(adapter.dispatch('write_campaign_lists', 'omnichannel_rfm')()) -%}
{% endmacro %}

{% macro duckdb__write_campaign_lists() %}
    {%- set campaigns = run_query(
        "select campaigns.campaign_id, campaigns.export_file, campaigns.is_applied,"
        ~ " count(targets.customer_id) as customers from " ~ ref('int_campaigns') ~ " as campaigns"
        ~ " left join " ~ ref('campaign_targets') ~ " as targets"
        ~ " on campaigns.campaign_id = targets.campaign_id"
        ~ " group by campaigns.campaign_id, campaigns.export_file, campaigns.is_applied"
        ~ " order by campaigns.campaign_id"
    ) -%}
    {%- set exports_path = omnichannel_rfm.setting('exports_path') -%}
    {%- set request = {'action': 'publish', 'files': [], 'other_files': []} -%}
    {%- set lists = [] -%}
    {%- for campaign in campaigns -%}
        {%- if campaign['is_applied'] -%}
            {%- do request.files.append(campaign['export_file']) -%}
            {%- do lists.append({
                'path': exports_path ~ '/' ~ campaign['export_file'],
                'customers': campaign['customers'] | int
            }) -%}
        {%- else -%}
            {%- do request.other_files.append(campaign['export_file']) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- do omnichannel_rfm.call_campaign_lists({'action': 'prepare', 'files': request.files}) -%}
    {%- for campaign in campaigns if campaign['is_applied'] -%}
        {%- call statement('write_list', auto_begin=false) -%}
            copy (
                select customer_id
                from {{ ref('campaign_targets') }}
                where campaign_id = {{ omnichannel_rfm.text_literal(campaign['campaign_id']) }}
                order by customer_id
            )
            to {{ omnichannel_rfm.text_literal(exports_path ~ '/.unfinished/' ~ campaign['export_file']) }}
            (format csv, header true, delimiter ',')
        {%- endcall -%}
    {%- endfor -%}
    {%- do omnichannel_rfm.call_campaign_lists(request) -%}
    {%- do return(lists) -%}
{% endmacro %}
