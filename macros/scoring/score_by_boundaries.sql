{#- A customer's score of a metric: that of the first boundary that the customer is below. -#}
{% macro score_by_boundaries(metric, customers, boundaries) -%}
    {%- set buckets = omnichannel_rfm.setting('score_buckets') -%}
    case
        {%- for score in range(1, buckets) %}
        {%- set limit = boundaries ~ '.' ~ metric ~ '_limit_' ~ score %}
        {%- set id = boundaries ~ '.' ~ metric ~ '_id_' ~ score %}
        when {{ customers }}.{{ metric }} {{ '>' if metric == 'recency_days' else '<' }} {{ limit }}
            then {{ score }}
        when {{ customers }}.{{ metric }} = {{ limit }}
            and coalesce({{ customers }}.customer_id <= {{ id }}, true)
            then {{ score }}
        {%- endfor %}
        else {{ buckets }}
    end
{%- endmacro %}
