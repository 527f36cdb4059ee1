{#- The columns of customer_segments that the chosen recipe clusters by. -#}
{% macro cluster_features() %}
    {%- do return({
        'omnichannel': [
            'online_order_count', 'offline_order_count', 'offline_spend', 'online_spend',
            'recency_days', 'tenure_days'
        ],
        'rfm': ['recency_days', 'frequency', 'monetary']
    }[omnichannel_rfm.setting('cluster_recipe')]) -%}
{% endmacro %}
