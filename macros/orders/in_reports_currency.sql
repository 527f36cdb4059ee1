{#- An amount of a line in the currency of the reports, unrounded. -#}
{% macro in_reports_currency(amount) -%}
    {%- if not omnichannel_rfm.has_order_field('currency') -%}
        {{ amount }}
    {%- else -%}
        {#- What is too large to be reckoned has a reason to be rejected. -#}
        case
            when abs({{ amount }}) <= {{ omnichannel_rfm.largest_number() }}
                then cast({{ amount }} as decimal(19, 6)) * exchange_rate
        end
    {%- endif -%}
{%- endmacro %}
