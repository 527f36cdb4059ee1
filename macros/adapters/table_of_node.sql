{#- The table or view of a node as it is in the database, whether or not this run builds it; none while there
    is none, or no such node. -#}
{% macro table_of_node(unique_id) %}
    {%- set node = graph.nodes.get(unique_id) -%}
    {%- do return(load_relation(
        api.Relation.create(node.database, node.schema, node.alias)
    ) if node else none) -%}
{% endmacro %}
