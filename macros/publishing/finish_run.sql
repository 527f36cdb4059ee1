{#- on-run-end: publishes the marts and lists of a whole build without errors; prints a summary. -#}
{% macro finish_run(results) %}
    {#- Named here so that dbt sees them while parsing. -#}
    {%- do omnichannel_rfm.checked_input() -%}
    {%- for model in [
        'campaign_plan_members', 'campaign_plans', 'campaign_summary', 'campaign_targets', 'input_summary',
        'int_campaign_items', 'int_campaigns', 'int_customer_groups', 'int_customers_checked',
        'int_list_items', 'segment_profiles', 'segments',
        'stg_orders__lines' if omnichannel_rfm.input_form() == 'orders' else 'stg_flo__customers'
    ] -%}
        {%- do ref('omnichannel_rfm', model) -%}
    {%- endfor -%}
    {%- if omnichannel_rfm.setting('statistics') -%}
        {%- do ref('omnichannel_rfm', 'customer_lifetime_value') -%}
    {%- endif -%}
    {#- In a project that installs this one nothing is said unless it asked for publishing. -#}
    {%- set is_own_project = project_name == 'omnichannel_rfm' -%}
    {%- set is_wanted = is_own_project or omnichannel_rfm.setting('publish_path') -%}
    {%- if execute and is_wanted and flags.WHICH in ['build', 'run'] -%}
        {%- set failed = results | rejectattr('status', 'in', ['success', 'pass', 'no-op']) | list -%}
        {%- set reason = (failed | length) ~ ' step(s) did not succeed' if failed
            else omnichannel_rfm.reason_not_to_publish() -%}
        {%- set published = [] -%}
        {%- if reason -%}
            {%- do log('Nothing was published: ' ~ reason ~ '.', info=true) -%}
        {%- else -%}
            {%- set published = omnichannel_rfm.publish_run() -%}
        {%- endif -%}
        {#- dbt 2 knows none of the formats that the summary is written with. -#}
        {%- if is_own_project and not failed and not dbt_version.startswith('2.')
            and 'model.omnichannel_rfm.segment_profiles' in selected_resources -%}
            {%- do omnichannel_rfm.print_summary(published) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
