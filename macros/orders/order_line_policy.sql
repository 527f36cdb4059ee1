{#- What an order line counts for: what takes money back is a return, whatever says so. -#}
{% macro order_line_policy() -%}
    {%- set prefix = omnichannel_rfm.setting('return_order_prefix') -%}
    case
        when status_policy = 'ignore'
            then 'ignore'
        -- the sale itself says that it was refunded: nothing is left of it
        when status_policy = 'refunded' and is_refunded = 1 and line_amount >= 0
            then 'ignore'
        when status_policy in ('negative', 'refunded') or line_amount < 0
            {%- if prefix %}
            or {{ omnichannel_rfm.begins_with('order_id', omnichannel_rfm.text_literal(prefix)) }}
            {%- endif %}
            then 'negative'
        else 'count'
    end
{%- endmacro %}
