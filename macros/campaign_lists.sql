{#- The lists of the applied campaigns: file, number of customers, and the query of its ids. -#}
{% macro campaign_lists() %}
    {%- set campaigns = run_query(
        "select campaigns.campaign_id, campaigns.export_file,"
        ~ " count(targets.customer_id) as customers from " ~ ref('int_campaigns') ~ " as campaigns"
        ~ " left join " ~ ref('campaign_targets') ~ " as targets"
        ~ " on campaigns.campaign_id = targets.campaign_id"
        ~ " where campaigns.is_applied"
        ~ " group by campaigns.campaign_id, campaigns.export_file"
        ~ " order by campaigns.campaign_id"
    ) -%}
    {%- set lists = [] -%}
    {%- for campaign in campaigns -%}
        {%- do lists.append({
            'file': campaign['export_file'],
            'customers': campaign['customers'] | int,
            'query': "select customer_id from " ~ ref('campaign_targets') ~ " where campaign_id = "
                ~ omnichannel_rfm.text_literal(campaign['campaign_id']) ~ " order by customer_id"
        }) -%}
    {%- endfor -%}
    {%- do return(lists) -%}
{% endmacro %}
