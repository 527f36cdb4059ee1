{#- Whether a seed's file is the shipped one, by the checksum in _seeds.yml; nobody has replaced it. -#}
{% macro is_shipped_seed(seed) %}
    {%- do return(adapter.dispatch('is_shipped_seed', 'omnichannel_rfm')(seed)) -%}
{% endmacro %}

{#- No engine at hand that reads a local file. -#}
{% macro default__is_shipped_seed(seed) %}
    {%- do return(true) -%}
{% endmacro %}

{% macro duckdb__is_shipped_seed(seed) %}
    {#- A unit test has no graph. -#}
    {%- set node = graph.nodes.get('seed.omnichannel_rfm.' ~ seed)
        if execute and graph.nodes is defined else none -%}
    {%- if not node or flags.INTROSPECT == false -%}
        {%- do return(true) -%}
    {%- endif -%}
    {%- set found = run_query(
        "select sha256(content) from read_blob("
        ~ omnichannel_rfm.text_literal(adapter.get_seed_file_path(node)) ~ ")"
    ) -%}
    {%- do return(found.rows[0][0] == node.config.meta.shipped_sha256) -%}
{% endmacro %}
