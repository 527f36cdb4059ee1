{#- The fields of a form of optional input, those that a var adds included. -#}
{% macro record_fields(form) %}
    {%- set fields = omnichannel_rfm.record_forms()[form].fields -%}
    {%- if form == 'campaign_outcomes' -%}
        {%- for measure in omnichannel_rfm.setting('outcome_measures') -%}
            {%- do fields.update({
                measure: {'kind': 'decimal', 'type': 'decimal(18, 6)', 'required': true}
            }) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(fields) -%}
{% endmacro %}
