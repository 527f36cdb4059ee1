{#- The one form of input that this build reads: `customers` or `orders`. -#}
{% macro input_form() %}
    {%- set given = omnichannel_rfm.given_input() -%}
    {%- set form = 'orders' if 'order' in (given | first | default('')) else 'customers' -%}
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
    {%- set partition_by = omnichannel_rfm.setting('score_partition_by') -%}
    {%- set partitions = omnichannel_rfm.settings().score_partition_by.choices[form] -%}
    {%- if partition_by and partition_by not in partitions -%}
        {{ exceptions.raise_compiler_error(
            "The var score_partition_by is '" ~ partition_by ~ "', which the input has not: of "
            ~ form ~ " use one of " ~ (partitions | join(', ')) ~ "."
        ) }}
    {%- endif -%}
    {%- do return(form) -%}
{% endmacro %}
