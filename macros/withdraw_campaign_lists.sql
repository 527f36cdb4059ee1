{#- Removes the lists of the last run, so that none outlives the data it was drawn from. -#}
{% macro withdraw_campaign_lists() %}
    {%- do return(adapter.dispatch('withdraw_campaign_lists', 'omnichannel_rfm')()) -%}
{% endmacro %}

{% macro duckdb__withdraw_campaign_lists() %}
    {%- set plugins = target.get('plugins') or [] -%}
    {%- if not plugins | selectattr('module', 'equalto', 'omnichannel_rfm.campaign_lists') | list -%}
        {{ exceptions.raise_compiler_error(
            "The DuckDB profile '" ~ target.profile_name ~ "' lacks the plugin that writes the campaign"
            ~ " lists. Add to the target: `module_paths: [FOLDER OF THIS PACKAGE/python]` and"
            ~ " `plugins: [{module: omnichannel_rfm.campaign_lists}]`, or set the var exports_path to null."
        ) }}
    {%- endif -%}
    {%- do omnichannel_rfm.call_campaign_lists({'action': 'withdraw'}) -%}
{% endmacro %}
