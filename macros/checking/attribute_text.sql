{#- The text of an attribute field, cleaned, out of the column `attributes`; null without a field. -#}
{% macro attribute_text(field) -%}
    {%- set fields = omnichannel_rfm.attribute_fields() -%}
    {{ omnichannel_rfm.clean_text(
        omnichannel_rfm.text_from_joined(field, fields, 'attributes')
    ) if field else 'null' }}
{%- endmacro %}
