{#- The value of a var that a layout of the input may set too: what the var says wins. -#}
{% macro value_under_layout(name, setting, value) %}
    {%- set form = omnichannel_rfm.input_form() if setting.layout_of == 'both' else setting.layout_of -%}
    {%- set from_layout = omnichannel_rfm.input_layout(form).get(name, none) -%}
    {%- if value is mapping -%}
        {%- set columns = {} -%}
        {%- do columns.update(from_layout or {}) -%}
        {%- do columns.update(value) -%}
        {%- do return(columns) -%}
    {%- elif value is not none -%}
        {%- do return(value) -%}
    {%- endif -%}
    {%- set found = from_layout if from_layout is not none else setting.get('otherwise', none) -%}
    {%- do return(found) -%}
{% endmacro %}
