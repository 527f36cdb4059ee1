{#- How many rounds campaigns are filled in: one after the other where a customer may be in one only, as
    many as there are; else all at once. -#}
{% macro campaign_rounds() %}
    {%- set reach = ref('omnichannel_rfm', 'int_campaign_reach') -%}
    {%- if not omnichannel_rfm.setting('one_campaign_per_customer') -%}
        {%- do return(1) -%}
    {%- elif not execute or flags.INTROSPECT == false or graph.nodes is not defined
        or not load_relation(reach) -%}
        {#- Without a database, and in a unit test. -#}
        {%- do return(3) -%}
    {%- endif -%}
    {%- do return(run_query("select coalesce(max(campaign_rank), 1) from " ~ reach).columns[0].values()[0] | int) -%}
{% endmacro %}
