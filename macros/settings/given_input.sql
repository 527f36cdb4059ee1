{#- The var by which this build's input is given, with its value, empty for the seed flo_customers; or the
    one of an optional form, empty where it is absent. -#}
{% macro given_input(form=none) %}
    {%- set given = {} -%}
    {%- set names = [form ~ '_file', form ~ '_table'] if form else [
        'customers_file', 'customers_table', 'orders_file', 'orders_table', 'order_sample'
    ] -%}
    {%- for name in names if omnichannel_rfm.setting(name) -%}
        {%- do given.update({name: omnichannel_rfm.setting(name)}) -%}
    {%- endfor -%}
    {%- set models = omnichannel_rfm.setting('input_models') -%}
    {%- set seed = form or 'flo_customers' -%}
    {%- if seed in models -%}
        {%- do given.update({'input_models.' ~ seed: models[seed]}) -%}
    {%- endif -%}
    {%- if not form and 'order_lines' in models and given.pop('order_sample', false) -%}
        {%- do given.update({'input_models.order_lines': models.order_lines}) -%}
    {%- endif -%}
    {%- if given | length > 1 -%}
        {%- set named = [] -%}
        {%- for name, value in given.items() -%}
            {%- do named.append(name ~ " '" ~ value ~ "'") -%}
        {%- endfor -%}
        {{ exceptions.raise_compiler_error(
            "Several inputs are given: " ~ (named | join(' and ')) ~ ". Keep one of them."
        ) }}
    {%- endif -%}
    {%- do return(given) -%}
{% endmacro %}
