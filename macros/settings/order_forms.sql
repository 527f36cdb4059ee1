{#- The forms of input that order lines are put together from: always `orders`, the others if given. -#}
{% macro order_forms() %}
    {%- set forms = ['orders'] -%}
    {%- for form in ['order_headers', 'order_refunds'] -%}
        {%- if omnichannel_rfm.setting(form ~ '_file')
            or form in omnichannel_rfm.setting('input_models') -%}
            {%- do forms.append(form) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(forms) -%}
{% endmacro %}
