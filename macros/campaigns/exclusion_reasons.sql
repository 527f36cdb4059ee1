{#- Why a customer who meets a campaign's rule is not on its list, in the order in which it is asked. -#}
{% macro exclusion_reasons() %}
    {%- do return([
        'permission_refused', 'permission_unknown', 'suppressed', 'repeated_too_soon', 'contact_limit',
        'universal_control', 'other_campaign', 'household', 'over_maximum',
    ]) -%}
{% endmacro %}
