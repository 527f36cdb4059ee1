{#- The steps that conditions of this build name, but for those decided by groups: a field that nobody
    names costs nothing. Without a database, and in a unit test, all of them. -#}
{% macro used_campaign_steps() %}
    {%- set steps = omnichannel_rfm.campaign_steps() | rejectattr('of', 'equalto', 'groups') | list -%}
    {%- set conditions = ref('omnichannel_rfm', 'int_campaign_conditions') -%}
    {%- if not execute or flags.INTROSPECT == false or graph.nodes is not defined
        or not load_relation(conditions) -%}
        {%- do return(steps) -%}
    {%- endif -%}
    {%- set used = run_query("select distinct step from " ~ conditions ~ " order by step").columns[0].values() -%}
    {%- do return(steps | selectattr('step', 'in', used) | list) -%}
{% endmacro %}
