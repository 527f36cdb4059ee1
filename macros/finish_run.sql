{#- on-run-end: after a build without errors, writes the campaign lists and prints a summary. -#}
{% macro finish_run(results) %}
    {#- Named here so that dbt sees them while parsing. -#}
    {%- for model in [
        'campaign_targets', 'int_campaigns', 'int_customers_checked', 'segment_profiles', 'segments'
    ] -%}
        {%- do ref(model) -%}
    {%- endfor -%}
    {%- if execute and flags.WHICH in ['build', 'run'] -%}
        {%- set failed = results | rejectattr('status', 'in', ['success', 'pass', 'no-op']) | list -%}
        {%- set lists = [] -%}
        {%- if omnichannel_rfm.writes_campaign_lists() and failed -%}
            {%- do log(
                'No campaign list was written: ' ~ (failed | length) ~ ' step(s) did not succeed.',
                info=true
            ) -%}
        {%- elif omnichannel_rfm.writes_campaign_lists() -%}
            {%- set lists = omnichannel_rfm.write_campaign_lists() -%}
        {%- endif -%}
        {%- if not failed and 'model.omnichannel_rfm.segment_profiles' in selected_resources -%}
            {%- do omnichannel_rfm.print_summary(lists) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
