{#- Whether a form of input is an optional one that this build is not given. -#}
{% macro is_absent_record(form) %}
    {%- do return(
        form in omnichannel_rfm.record_forms() and not omnichannel_rfm.given_input(form)
    ) -%}
{% endmacro %}
