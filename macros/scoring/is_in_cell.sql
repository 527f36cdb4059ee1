{#- Condition: whether a row of int_segment_cells (alias `segment_cells`) is that of a customer, by scores and
    whether there was but one order. -#}
{% macro is_in_cell(customers) -%}
    {{ customers }}.recency_score = segment_cells.recency_score
        and {{ customers }}.frequency_score = segment_cells.frequency_score
        and {{ customers }}.monetary_score = segment_cells.monetary_score
        and {{ customers }}.is_one_time_buyer = segment_cells.is_one_time_buyer
{%- endmacro %}
