{#- Whether this dbt command rebuilds campaign_targets and is to write the lists. -#}
{% macro writes_campaign_lists() %}
    {%- do return(
        flags.WHICH in ['build', 'run']
        and 'model.omnichannel_rfm.campaign_targets' in selected_resources
        and omnichannel_rfm.setting('exports_path') is not none
    ) -%}
{% endmacro %}
