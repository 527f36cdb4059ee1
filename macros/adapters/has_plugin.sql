{#- Whether the profile names the plugin that publishes and that looks at files. -#}
{% macro has_plugin() %}
    {%- set plugins = target.get('plugins') or [] -%}
    {%- do return(
        plugins | selectattr('module', 'equalto', 'omnichannel_rfm.publishing_plugin') | list != []
    ) -%}
{% endmacro %}
