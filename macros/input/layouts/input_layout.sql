{#- The vars that the layout of a form of input sets. -#}
{% macro input_layout(form) %}
    {%- do return(omnichannel_rfm.input_layouts(form)[
        omnichannel_rfm.setting('order_layout') if form == 'orders' else 'flo'
    ]) -%}
{% endmacro %}
