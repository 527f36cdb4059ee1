{#- The lists of the applied campaigns, of launched ones as they were launched: file, number of customers,
    and the query of its ids. -#}
{% macro campaign_lists() %}
    {%- set campaigns = run_query(
        "select campaign_id, export_file, customers from " ~ ref('omnichannel_rfm', 'campaign_summary')
        ~ " where is_applied order by campaign_id"
    ) -%}
    {%- set launched = {} -%}
    {%- for plan in run_query(
        "select campaign_id, treated_customers from " ~ ref('omnichannel_rfm', 'campaign_plans')
    ) -%}
        {%- do launched.update({plan[0]: plan[1]}) -%}
    {%- endfor -%}
    {%- set lists = [] -%}
    {%- for campaign in campaigns -%}
        {%- set is_launched = campaign['campaign_id'] in launched -%}
        {%- do lists.append({
            'file': campaign['export_file'],
            'customers': launched.get(campaign['campaign_id'], campaign['customers']) | int,
            'query': "select customer_id from " ~ (
                ref('omnichannel_rfm', 'campaign_plan_members') ~ " where arm = 'treated' and "
                if is_launched else ref('omnichannel_rfm', 'campaign_targets') ~ " where "
            ) ~ "campaign_id = " ~ omnichannel_rfm.text_literal(campaign['campaign_id']) ~ " order by customer_id"
        }) -%}
    {%- endfor -%}
    {%- do return(lists) -%}
{% endmacro %}
