{#- The value of the field of numbers that a column names, of a customer. -#}
{% macro rank_value(ranked_by, customers) -%}
    case {{ ranked_by }}
        {%- for field in omnichannel_rfm.campaign_measures() %}
        when '{{ field }}' then cast({{ customers }}.{{ field }} as decimal(28, 6))
        {%- endfor %}
    end
{%- endmacro %}
