{#- The vars by which customers are measured, scored and named, as one SQL text. -#}
{% macro scoring_rules() %}
    {%- set names = ['scoring_method', 'score_buckets', 'score_partition_by', 'segment_map'] -%}
    {%- if omnichannel_rfm.input_form() == 'orders' -%}
        {%- do names.extend([
            'one_time_buyers', 'look_back_months', 'order_amounts', 'return_date',
            'orders_without_id', 'return_order_prefix'
        ]) -%}
    {%- endif -%}
    {%- set rules = [] -%}
    {%- for name in names if omnichannel_rfm.setting(name) is not none -%}
        {%- do rules.append(name ~ ': ' ~ omnichannel_rfm.setting(name)) -%}
    {%- endfor -%}
    {%- do return(omnichannel_rfm.text_literal(rules | join(', '))) -%}
{% endmacro %}
