{#- Every pair of field and operator, numbered in the order in which conditions are looked at: a list of
    {step, field, operator, kind, of, en, tr}. -#}
{% macro campaign_steps() %}
    {%- set steps = [] -%}
    {%- for field, layout in omnichannel_rfm.campaign_fields().items() -%}
        {%- set field_step = 10 * loop.index -%}
        {%- for operator, words in omnichannel_rfm.campaign_operators(layout.kind).items() -%}
            {%- do steps.append({
                'step': field_step + loop.index0, 'field': field, 'operator': operator,
                'kind': layout.kind, 'of': layout.get('of', 'customers'),
                'en': layout.en ~ words.en, 'tr': layout.tr ~ words.tr,
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do return(steps) -%}
{% endmacro %}
