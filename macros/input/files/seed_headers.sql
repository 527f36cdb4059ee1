{#- The header of the customer seed's file, so that a replaced seed is checked before it loads. -#}
{% macro seed_headers() %}
    {%- do return(adapter.dispatch('seed_headers', 'omnichannel_rfm')()) -%}
{% endmacro %}

{% macro default__seed_headers() %}
    {#- No engine at hand that reads a local file: a wrong column is named when the model runs. -#}
    {%- do return([]) -%}
{% endmacro %}

{% macro duckdb__seed_headers() %}
    {%- set seed = graph.nodes.get('seed.omnichannel_rfm.flo_customers') -%}
    {%- if not seed -%}
        {%- do return([]) -%}
    {%- endif -%}
    {%- do return(omnichannel_rfm.file_headers(adapter.get_seed_file_path(seed))) -%}
{% endmacro %}
