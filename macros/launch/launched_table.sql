{#- What is kept of the launched campaigns, by the model's name; None while there is none. -#}
{% macro launched_table(model) %}
    {%- set node = graph.nodes['model.omnichannel_rfm.' ~ model] -%}
    {%- do return(load_relation(api.Relation.create(node.database, node.schema, node.alias))) -%}
{% endmacro %}
