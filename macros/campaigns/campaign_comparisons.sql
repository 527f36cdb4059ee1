{#- The SQL of the steps that conditions of this build name, by number: what campaign_comparison gives. -#}
{% macro campaign_comparisons() %}
    {%- set comparisons = {} -%}
    {%- for step in omnichannel_rfm.used_campaign_steps() -%}
        {%- do comparisons.update({step.step: omnichannel_rfm.campaign_comparison(step)}) -%}
    {%- endfor -%}
    {%- do return(comparisons) -%}
{% endmacro %}
