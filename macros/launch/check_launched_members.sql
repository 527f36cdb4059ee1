{#- Stops the build where the input campaign_members names campaigns that were launched here. -#}
{% macro check_launched_members() %}
    {%- if execute and omnichannel_rfm.given_input('campaign_members') -%}
        {%- set named = run_query(
            "select distinct campaign_id from " ~ ref('omnichannel_rfm', 'stg_records__campaign_members')
            ~ " where rejection_reasons is null and campaign_id in (select campaign_id from "
            ~ ref('omnichannel_rfm', 'int_launched_plans') ~ ") order by campaign_id"
        ).columns[0].values() -%}
        {%- if named -%}
            {{ exceptions.raise_compiler_error(
                "The input campaign_members names campaigns that were launched here: "
                ~ (named | join(', ')) ~ ". Their members are those of campaign_plan_members: leave"
                ~ " them out of the input, or give its campaigns other ids."
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
