{#- The steps that conditions of this build name, but for those decided by groups: a field that nobody
    names costs nothing. Without a database all of them; in a unit test those of the customers themselves. -#}
{% macro used_campaign_steps() %}
    {%- set steps = omnichannel_rfm.campaign_steps() | rejectattr('of', 'equalto', 'groups') | list -%}
    {%- set conditions = ref('omnichannel_rfm', 'int_campaign_conditions') -%}
    {%- if execute and graph.nodes is not defined -%}
        {%- do return(steps | selectattr('of', 'equalto', 'customers') | list) -%}
    {%- elif not execute or flags.INTROSPECT == false or not load_relation(conditions) -%}
        {%- do return(steps) -%}
    {%- endif -%}
    {%- set used = run_query("select distinct step from " ~ conditions ~ " order by step").columns[0].values() -%}
    {%- do return(steps | selectattr('step', 'in', used) | list) -%}
{% endmacro %}
