{#- Brings back from the published run, if it is of the same input, what the work database has lost. -#}
{% macro restore_launches() %}
    {%- do return(adapter.dispatch('restore_launches', 'omnichannel_rfm')()) -%}
{% endmacro %}

{#- A server keeps its tables, and has backups of its own. -#}
{% macro default__restore_launches() %}
{% endmacro %}

{% macro duckdb__restore_launches() %}
    {%- set current = omnichannel_rfm.setting('publish_path') ~ '/current' -%}
    {%- set manifest = omnichannel_rfm.published_manifest() -%}
    {%- if manifest and not omnichannel_rfm.is_other_input(manifest.input) -%}
        {%- do run_query(
            "attach if not exists " ~ omnichannel_rfm.text_literal(current ~ '/omnichannel_rfm.duckdb')
            ~ " as published_launches (read_only)"
        ) -%}
        {%- set marts = graph.nodes['model.omnichannel_rfm.campaign_plans'] -%}
        {%- if run_query(
            "select 1 from duckdb_tables() where database_name = 'published_launches' and schema_name = "
            ~ omnichannel_rfm.text_literal(marts.schema) ~ " and table_name = 'campaign_plans'"
        ).rows | length -%}
            {%- do omnichannel_rfm.restore_launched_tables('published_launches.' ~ marts.schema) -%}
        {%- endif -%}
        {%- do run_query("detach published_launches") -%}
    {%- endif -%}
{% endmacro %}
