{#- The lists of the applied campaigns, of launched ones as they were launched: file, number of customers,
    the query of its ids, and what it is a list of. -#}
{% macro campaign_lists() %}
    {%- set launched = {} -%}
    {%- for plan in run_query('select * from ' ~ ref('omnichannel_rfm', 'campaign_plans')) -%}
        {%- do launched.update({plan['campaign_id']: plan}) -%}
    {%- endfor -%}
    {%- set lists = [] -%}
    {%- for campaign in run_query(
        "select summary.campaign_id, summary.export_file, summary.customers, summary.rule_en, summary.rule_tr,"
        ~ " campaigns.starts_on, campaigns.ends_on, null as launched_on, campaigns.measured_until from "
        ~ ref('omnichannel_rfm', 'campaign_summary') ~ " as summary inner join "
        ~ ref('omnichannel_rfm', 'int_campaigns') ~ " as campaigns on summary.campaign_id = campaigns.campaign_id"
        ~ " where summary.is_applied order by summary.campaign_id"
    ) -%}
        {%- set id = campaign['campaign_id'] -%}
        {%- set plan = launched.get(id, none) -%}
        {%- set about = {'campaign_id': id} -%}
        {%- for column in [
            'rule_en', 'rule_tr', 'starts_on', 'ends_on', 'launched_on', 'measured_until'
        ] -%}
            {%- set value = plan[column] if plan else campaign[column] -%}
            {%- do about.update({column: none if value is none else value | string}) -%}
        {%- endfor -%}
        {%- do lists.append({
            'file': campaign['export_file'],
            'customers': (plan['treated_customers'] if plan else campaign['customers']) | int,
            'about': about,
            'query': "select customer_id from " ~ (
                ref('omnichannel_rfm', 'campaign_plan_members') ~ " where arm = 'treated' and "
                if plan else ref('omnichannel_rfm', 'campaign_targets') ~ " where "
            ) ~ "campaign_id = " ~ omnichannel_rfm.text_literal(id) ~ " order by customer_id"
        }) -%}
    {%- endfor -%}
    {%- do return(lists) -%}
{% endmacro %}
