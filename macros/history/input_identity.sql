{#- What this build reads, to be told from other inputs: name, form, source, and whether it is a
    shipped sample, whose customers are made up. -#}
{% macro input_identity() %}
    {%- set given = omnichannel_rfm.given_input() -%}
    {%- set seed = 'order_lines' if 'order_sample' in given
        else 'flo_customers' if not given else none -%}
    {%- if seed and omnichannel_rfm.is_shipped_seed(seed) -%}
        {%- do return({
            'name': none, 'form': 'seed', 'source': seed, 'is_sample': true
        }) -%}
    {%- endif -%}
    {%- do return({
        'name': omnichannel_rfm.setting('input_name'),
        'form': 'seed' if seed else given | first,
        'source': seed or given.values() | first,
        'is_sample': false
    }) -%}
{% endmacro %}
