{#- The columns that customers are clustered by. -#}
{% macro cluster_features() %}
    {%- do return({
        'omnichannel': [
            'online_order_count', 'offline_order_count', 'offline_spend', 'online_spend',
            'recency_days', 'tenure_days'
        ],
        'rfm': ['recency_days', 'frequency', 'monetary']
    }[omnichannel_rfm.cluster_recipe()]) -%}
{% endmacro %}
