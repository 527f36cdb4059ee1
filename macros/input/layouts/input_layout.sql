{#- The vars that the layout of a form of input sets. -#}
{% macro input_layout(form) %}
    {%- do return(omnichannel_rfm.input_layouts(form)[
        omnichannel_rfm.setting(form[:-1] ~ '_layout')
    ]) -%}
{% endmacro %}
