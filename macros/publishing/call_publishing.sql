{#- Hands a request to the dbt-duckdb plugin in python/omnichannel_rfm/publishing_plugin.py. -#}
{% macro call_publishing(request) %}
    {%- do adapter.store_relation(
        'publishing_plugin',
        api.Relation.create(identifier='marts'),
        [],
        omnichannel_rfm.setting('publish_path'),
        'duckdb',
        request
    ) -%}
{% endmacro %}
