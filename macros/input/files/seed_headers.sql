{#- The header of the file of a seed of input, so that a replaced seed is checked before it loads. -#}
{% macro seed_headers(seed) %}
    {%- do return(adapter.dispatch('seed_headers', 'omnichannel_rfm')(seed)) -%}
{% endmacro %}

{% macro default__seed_headers(seed) %}
    {#- No engine at hand that reads a local file: a wrong column is named when the model runs. -#}
    {%- do return([]) -%}
{% endmacro %}

{% macro duckdb__seed_headers(seed) %}
    {%- set node = graph.nodes.get('seed.omnichannel_rfm.' ~ seed) -%}
    {%- if not node -%}
        {%- do return([]) -%}
    {%- endif -%}
    {%- do return(omnichannel_rfm.file_headers(
        adapter.get_seed_file_path(node),
        {'delimiter': node.config.delimiter or ',', 'quote': '"', 'escape': '"', 'skip_lines': 0}
    )) -%}
{% endmacro %}
