{#- Stops the run, before anything is built, when the statistics are on and cannot be built here. -#}
{% macro check_statistics() %}
    {%- do return(adapter.dispatch('check_statistics', 'omnichannel_rfm')()) -%}
{% endmacro %}

{% macro default__check_statistics() %}
    {{ exceptions.raise_compiler_error(
        "The var statistics is true, but its Python models run inside DuckDB only, and the target is "
        ~ target.type ~ ". Set the var to false, or leave the models out: --exclude tag:statistics."
    ) }}
{% endmacro %}

{#- Where the profile lacks the plugin, the models themselves say what is missing. -#}
{% macro duckdb__check_statistics() %}
    {%- if omnichannel_rfm.has_plugin() -%}
        {%- do omnichannel_rfm.call_publishing({'action': 'check_libraries'}) -%}
    {%- endif -%}
{% endmacro %}
