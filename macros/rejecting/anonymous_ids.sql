{#- The ids that stand for nobody as SQL, with commas between them; an empty text where there are none. -#}
{% macro anonymous_ids() %}
    {%- set ids = [] -%}
    {%- for id in omnichannel_rfm.setting('anonymous_customer_ids') -%}
        {%- do ids.append(omnichannel_rfm.hashed_id(omnichannel_rfm.text_literal(id))) -%}
    {%- endfor -%}
    {%- do return(ids | join(', ')) -%}
{% endmacro %}
