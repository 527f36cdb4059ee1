{#- The fields of numbers of a customer: what a campaign may rank by. -#}
{% macro campaign_measures() %}
    {%- set measures = [] -%}
    {%- for field, layout in omnichannel_rfm.campaign_fields().items()
        if layout.kind in ['integer', 'decimal'] and not layout.of -%}
        {%- do measures.append(field) -%}
    {%- endfor -%}
    {%- do return(measures) -%}
{% endmacro %}
