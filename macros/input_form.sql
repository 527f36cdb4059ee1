{#- The one form of input that this build reads: `customers` or `orders`. -#}
{% macro input_form() %}
    {%- set given = [] -%}
    {%- for name in [
        'customers_file', 'customers_table', 'orders_file', 'orders_table', 'order_sample'
    ] -%}
        {%- if omnichannel_rfm.setting(name) -%}
            {%- do given.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if given | length > 1 -%}
        {{ exceptions.raise_compiler_error(
            "Several inputs are given: " ~ (given | join(' and ')) ~ ". Keep one of them."
        ) }}
    {%- endif -%}
    {%- set form = 'orders' if given and given[0].startswith('order') else 'customers' -%}
    {%- if form == 'customers' -%}
        {%- for name, default in {
            'one_time_buyers': 'include', 'look_back_months': none, 'holdout_date': none
        }.items() if omnichannel_rfm.setting(name) != default -%}
            {{ exceptions.raise_compiler_error(
                "The var " ~ name ~ " needs order lines: a customer's totals do not say when the"
                ~ " money was spent. Give orders_file, orders_table or order_sample with it, or leave"
                ~ " it out."
            ) }}
        {%- endfor -%}
    {%- elif omnichannel_rfm.setting('snapshot_segments') -%}
        {{ exceptions.raise_compiler_error(
            "The var snapshot_segments is for a customer extract; from order lines the history is"
            ~ " computed. Leave it out."
        ) }}
    {%- endif -%}
    {%- do return(form) -%}
{% endmacro %}
