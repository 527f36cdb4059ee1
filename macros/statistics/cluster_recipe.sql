{#- What customers are clustered by: the var, or rfm where it needs channels and there are none. -#}
{% macro cluster_recipe() %}
    {%- set recipe = omnichannel_rfm.setting('cluster_recipe') -%}
    {%- do return('rfm' if not omnichannel_rfm.has_channels() else recipe) -%}
{% endmacro %}
