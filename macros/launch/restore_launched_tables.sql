{#- Copies the launched campaigns that a schema of marts has and the work database lacks into the latter. -#}
{% macro restore_launched_tables(schema) %}
    {#- Every mart says of which build it is; what was launched says by which. -#}
    {%- set but_the_build = '* exclude (analysis_date, run_id, project_version)' -%}
    {%- set queries = {
        'int_launched_members': "select members." ~ but_the_build ~ ", plans.input,"
            ~ " plans.launched_by_run as run_id, plans.launched_by_version as project_version from "
            ~ schema ~ ".campaign_plan_members as members inner join " ~ schema ~ ".campaign_plans as"
            ~ " plans on members.campaign_id = plans.campaign_id",
        'int_launched_plans': "select plans." ~ but_the_build ~ " from " ~ schema ~ ".campaign_plans as plans"
    } -%}
    {%- for model, query in queries.items() -%}
        {%- set node = graph.nodes['model.omnichannel_rfm.' ~ model] -%}
        {%- set table = api.Relation.create(node.database, node.schema, node.alias, type='table') -%}
        {%- set held = load_relation(table) -%}
        {%- call statement('restore_launches', auto_begin=true) -%}
            {%- if held -%}
                insert into {{ table }} by name {{ query }}
                where plans.campaign_id not in (select held.campaign_id from {{ table }} as held)
            {%- else -%}
                create table {{ table }} as {{ query }}
            {%- endif %}
            order by all
        {%- endcall -%}
        {#- A hook's own transaction would be rolled back. -#}
        {%- do adapter.commit() -%}
        {%- if not held -%}
            {%- do adapter.cache_added(table) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
