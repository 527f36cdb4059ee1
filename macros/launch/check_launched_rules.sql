{#- Stops the build, before a list is drawn, where the rule of a launched campaign is another one now. -#}
{% macro check_launched_rules() %}
    {%- set plans = omnichannel_rfm.table_of_node('model.omnichannel_rfm.int_launched_plans')
        if execute else none -%}
    {%- if plans -%}
        {%- set changed = run_query(
            "select plans.campaign_id, plans.launched_on, plans.rule_en, campaigns.rule_en as rule_now from "
            ~ plans ~ " as plans inner join " ~ ref('omnichannel_rfm', 'int_campaigns')
            ~ " as campaigns on plans.campaign_id = campaigns.campaign_id"
            ~ " and plans.rule_hash <> campaigns.rule_hash order by plans.campaign_id"
        ) -%}
        {%- set problems = [] -%}
        {%- for row in changed -%}
            {%- do problems.append(
                "  campaign_id " ~ row[0] ~ ", launched on " ~ row[1] ~ ": it was launched as \""
                ~ (row[2] or 'everybody') ~ "\""
                ~ (", and the seeds say \"" ~ (row[3] or 'everybody') ~ "\"" if row[2] != row[3]
                    else ", and another of its settings has changed")
            ) -%}
        {%- endfor -%}
        {%- if problems -%}
            {{ exceptions.raise_compiler_error(
                "Rules of launched campaigns have changed:\n" ~ (problems | join("\n"))
                ~ "\nA launched campaign stays as it was launched, or nobody knows what is measured:"
                ~ " put its rows back as they were, and add a new campaign, with a campaign_id of its"
                ~ " own, for the new rule."
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
