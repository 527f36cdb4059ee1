{#- Pre-hooks of int_campaign_reach: what the inputs on contacts have rejected must be few. -#}
{% macro check_contact_records() %}
    {%- set hooks = [] -%}
    {%- for form in [
        'contact_permissions', 'suppressions', 'contact_history', 'contact_limits', 'households'
    ] -%}
        {%- do hooks.append("{{ omnichannel_rfm.check_rejected_share('" ~ form ~ "') }}") -%}
    {%- endfor -%}
    {%- do return(hooks) -%}
{% endmacro %}
