{#- What is wrong with a row of the seed campaigns, and what to write instead; none where it is sound. -#}
{% macro campaign_problem(row) %}
    {%- set channels = omnichannel_rfm.record_forms().contact_history.fields.contact_channel.choices -%}
    {%- set measures = omnichannel_rfm.campaign_measures() -%}
    {%- set channel = row['contact_channel'] -%}
    {%- set ranked_by = row['ranked_by'] -%}
    {%- if row['campaign_id'] == 'universal_control' -%}
        {%- do return("this id stands for all campaigns together in campaign_plans; use another.") -%}
    {%- elif channel and channel not in channels -%}
        {%- do return(
            "there is no contact_channel " ~ channel ~ "; use " ~ (channels | join(', ')) ~ "."
        ) -%}
    {%- elif not channel and row['is_active'] and omnichannel_rfm.given_input('contact_permissions') -%}
        {%- do return(
            "permissions are given, so contact_channel has to say which; use "
            ~ (channels | join(', ')) ~ "."
        ) -%}
    {%- elif ranked_by and ranked_by not in measures
        and not (ranked_by.endswith(' asc') and ranked_by[:-4] in measures) -%}
        {%- do return(
            "customers cannot be ranked_by " ~ ranked_by ~ "; use " ~ (measures | join(', '))
            ~ ", with ' asc' behind it for the smallest first."
        ) -%}
    {%- elif row['control_share'] is not none and not 0 <= row['control_share'] | float < 1 -%}
        {%- do return("control_share is a share from 0 to below 1, such as 0.1.") -%}
    {%- elif row['budget'] is not none and not row['contact_cost'] -%}
        {%- do return("a budget needs the contact_cost that it pays.") -%}
    {%- endif -%}
    {%- for column in ['maximum_customers', 'contact_cost', 'budget', 'repeat_after_days']
        if row[column] is not none and row[column] | float < 0 -%}
        {%- do return(column ~ " is below zero.") -%}
    {%- endfor -%}
    {%- do return(none) -%}
{% endmacro %}
