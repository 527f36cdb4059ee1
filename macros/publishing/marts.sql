{#- The nodes of all marts that this project builds with the vars at hand, by name. -#}
{% macro marts() %}
    {%- set marts = [] -%}
    {%- for node in graph.nodes.values() | sort(attribute='name') -%}
        {%- if node.resource_type == 'model' and node.access == 'public'
            and node.fqn[:2] == ['omnichannel_rfm', 'marts'] -%}
            {%- do marts.append(node) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(marts) -%}
{% endmacro %}
