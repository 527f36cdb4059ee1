{#- Hands a request to the dbt-duckdb plugin in python/omnichannel_rfm/campaign_lists.py. -#}
{% macro call_campaign_lists(request) %}
    {%- do adapter.store_relation(
        'campaign_lists',
        api.Relation.create(identifier='campaign_targets'),
        [],
        omnichannel_rfm.setting('exports_path'),
        'csv',
        request
    ) -%}
{% endmacro %}
