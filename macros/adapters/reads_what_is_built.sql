{#- Whether all that a data test of several models reads is built; says so where it is not. -#}
{% macro reads_what_is_built() %}
    {%- set missing = [] -%}
    {%- set is_asked = execute and flags.WHICH in ['build', 'test'] -%}
    {%- for id in model.depends_on.nodes if is_asked and id not in selected_resources -%}
        {#- What stands on something that is built anew, and is not built itself, is of before. -#}
        {%- set upstream = [id] -%}
        {%- for below in upstream if below in graph.nodes -%}
            {%- for above in graph.nodes[below].depends_on.nodes if above not in upstream -%}
                {%- do upstream.append(above) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- if upstream | select('in', selected_resources) | list or not omnichannel_rfm.table_of_node(id) -%}
            {%- do missing.append(graph.nodes[id].name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if missing -%}
        {%- do log(
            model.name ~ ' is not asked: not built with the rest: ' ~ (missing | join(', ')) ~ '.',
            info=true
        ) -%}
    {%- endif -%}
    {%- do return(not missing) -%}
{% endmacro %}
