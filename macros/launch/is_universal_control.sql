{#- Condition: whether a customer is one of those whom no campaign contacts. -#}
{% macro is_universal_control(customer_id) -%}
    {%- set share = omnichannel_rfm.setting('universal_control_share') -%}
    {{ omnichannel_rfm.is_drawn(["''", customer_id], share) if share | float > 0 else '1 = 0' }}
{%- endmacro %}
