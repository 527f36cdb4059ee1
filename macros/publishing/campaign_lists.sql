{#- The lists of the applied campaigns: file, number of customers, and the query of its ids. -#}
{% macro campaign_lists() %}
    {%- set campaigns = run_query(
        "select campaign_id, export_file, customers from " ~ ref('omnichannel_rfm', 'campaign_summary')
        ~ " where is_applied order by campaign_id"
    ) -%}
    {%- set lists = [] -%}
    {%- for campaign in campaigns -%}
        {%- do lists.append({
            'file': campaign['export_file'],
            'customers': campaign['customers'] | int,
            'query': "select customer_id from " ~ ref('omnichannel_rfm', 'campaign_targets')
                ~ " where campaign_id = "
                ~ omnichannel_rfm.text_literal(campaign['campaign_id']) ~ " order by customer_id"
        }) -%}
    {%- endfor -%}
    {%- do return(lists) -%}
{% endmacro %}
