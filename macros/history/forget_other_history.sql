{#- Empties what is kept of the history of segments when it is of another input that can be given up: a
    shipped sample, or customers whose snapshot has been dropped. All its dates are then computed again. -#}
{% macro forget_other_history() %}
    {%- set last = omnichannel_rfm.history_input('model.omnichannel_rfm.int_history_input') -%}
    {%- if last and omnichannel_rfm.is_other_input(last)
        and (last.is_sample or omnichannel_rfm.input_form() == 'customers') -%}
        {%- for model in ['int_order_customers_by_date', 'customer_segments_history'] -%}
            {%- do omnichannel_rfm.forget_rows('model.omnichannel_rfm.' ~ model) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
